//! One request, without redirects: what came back, or what went wrong.

use super::address::{Reach, reach};
use super::names::{NameTrouble, Names};
use crate::config::LinkSettings;
use reqwest::header::{ACCEPT, ACCEPT_LANGUAGE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Response};
use rustls::CertificateError;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use std::error::Error as _;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use url::{Host, Url};

/// Who asks: honest, and in the form that servers expect.
const USER_AGENT: &str = concat!(
    "Mozilla/5.0 (compatible; eventlint/",
    env!("CARGO_PKG_VERSION"),
    "; +https://github.com/eventlint/eventlint)"
);

/// The longest that connecting may take, however patient the whole is.
const CONNECT: Duration = Duration::from_secs(10);

/// What went wrong before there was an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The name does not exist, as far as the resolver knows.
    NoSuchName,
    /// The address is not public.
    Private,
    /// Nobody listens.
    Refused,
    /// No answer in time.
    Timeout,
    /// The connection broke; worth another try.
    Broken,
    /// The certificate has expired.
    Expired,
    /// The certificate is for another host.
    WrongHost,
    /// Anything else.
    Other(String),
}

/// Sends requests.
pub struct Client {
    http: reqwest::Client,
    pub names: Names,
    settings: LinkSettings,
    reach: Reach,
    token: Option<String>,
}

impl Client {
    /// A client by the settings.
    pub fn new(settings: &LinkSettings) -> Result<Self, String> {
        let reach = reach(settings.allow_private);
        Self::reaching(settings, reach, Names::new(reach))
    }

    /// A client that connects to what `reach` allows, by names that `names` finds.
    pub(super) fn reaching(settings: &LinkSettings, reach: Reach, names: Names) -> Result<Self, String> {
        let mut builder = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .no_proxy()
            .timeout(settings.timeout)
            .connect_timeout(CONNECT.min(settings.timeout))
            .pool_max_idle_per_host(settings.per_host)
            .pool_idle_timeout(Duration::from_secs(10))
            .tcp_nodelay(true)
            .tls_backend_preconfigured(tls(settings)?)
            .dns_resolver(Arc::new(names.clone()));
        if let Some(proxy) = &settings.proxy {
            let proxy = reqwest::Proxy::all(proxy).map_err(|_| format!("`{proxy}` is no address of a proxy"))?;
            builder = builder.proxy(proxy);
        }
        let http = builder.build().map_err(|error| error.to_string())?;
        let token = std::env::var("EVENTLINT_GITHUB_TOKEN").ok().filter(|token| !token.is_empty());
        Ok(Client { http, names, settings: settings.clone(), reach, token })
    }

    /// Sends one request; a cookie is a ready `name=value; …` line.
    pub async fn ask(
        &self,
        method: Method,
        url: &Url,
        cookies: &str,
        conditions: &[(HeaderName, String)],
    ) -> Result<Response, Trouble> {
        self.refuse_private(url)?;
        let mut headers = self.headers(url);
        for (name, value) in conditions {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name.clone(), value);
            }
        }
        if !cookies.is_empty()
            && let Ok(value) = HeaderValue::from_str(cookies)
        {
            headers.insert(reqwest::header::COOKIE, value);
        }
        let sent = self.http.request(method, url.clone()).headers(headers).send().await;
        let response = sent.map_err(|error| explain(&error))?;
        // Who really answered is judged again: nothing between may have changed it.
        if self.settings.proxy.is_none() && response.remote_addr().is_some_and(|peer| !(self.reach)(peer.ip())) {
            return Err(Trouble::Private);
        }
        Ok(response)
    }

    /// Addresses that are written in the URL never reach the resolver.
    fn refuse_private(&self, url: &Url) -> Result<(), Trouble> {
        let literal = match url.host() {
            Some(Host::Ipv4(address)) => Some(IpAddr::V4(address)),
            Some(Host::Ipv6(address)) => Some(IpAddr::V6(address)),
            _ => None,
        };
        if literal.is_some_and(|address| !(self.reach)(address)) { Err(Trouble::Private) } else { Ok(()) }
    }

    /// Headers are chosen anew for each host; none is carried along a redirect.
    fn headers(&self, url: &Url) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("text/html,application/xhtml+xml,*/*;q=0.8"));
        headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static("en,*;q=0.5"));
        let host = url.host_str().unwrap_or("").to_ascii_lowercase();
        if let Some(own) = self.settings.hosts.get(&host) {
            for (name, value) in &own.headers {
                if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
                    headers.insert(name, value);
                }
            }
        }
        if let Some(token) = &self.token
            && host == "github.com"
            && url.scheme() == "https"
            && url.port().is_none()
            && let Ok(mut value) = HeaderValue::from_str(&format!("Bearer {token}"))
        {
            value.set_sensitive(true);
            headers.insert(reqwest::header::AUTHORIZATION, value);
        }
        headers
    }
}

fn tls(settings: &LinkSettings) -> Result<rustls::ClientConfig, String> {
    let mut roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    if let Some(file) = &settings.ca {
        let unreadable = |why: String| format!("the certificates in {} can't be read: {why}", file.display());
        for certificate in CertificateDer::pem_file_iter(file).map_err(|error| unreadable(error.to_string()))? {
            let certificate = certificate.map_err(|error| unreadable(error.to_string()))?;
            roots.add(certificate).map_err(|error| unreadable(error.to_string()))?;
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

/// Finds the cause in the chain of an error.
fn explain(error: &reqwest::Error) -> Trouble {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = error.source();
    while let Some(error) = cause {
        if let Some(trouble) = known(error) {
            return trouble;
        }
        cause = error.source();
    }
    if error.is_timeout() {
        Trouble::Timeout
    } else if error.is_connect() || error.is_request() || error.is_body() {
        Trouble::Broken
    } else {
        Trouble::Other("the answer could not be read".to_owned())
    }
}

fn known(error: &(dyn std::error::Error + 'static)) -> Option<Trouble> {
    if let Some(name) = error.downcast_ref::<NameTrouble>() {
        return Some(match name {
            NameTrouble::NoSuchName => Trouble::NoSuchName,
            NameTrouble::Private => Trouble::Private,
            other => Trouble::Other(other.to_string()),
        });
    }
    if let Some(tls) = error.downcast_ref::<rustls::Error>() {
        return Some(certificate(tls));
    }
    let io = error.downcast_ref::<io::Error>()?;
    // What an I/O error wraps is not its source: it is looked into itself.
    let mut inner: Option<&(dyn std::error::Error + 'static)> = io.get_ref().map(|inner| inner as _);
    while let Some(error) = inner {
        if let Some(trouble) = known(error) {
            return Some(trouble);
        }
        inner = error.source();
    }
    match io.kind() {
        io::ErrorKind::ConnectionRefused => Some(Trouble::Refused),
        io::ErrorKind::TimedOut => Some(Trouble::Timeout),
        io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::UnexpectedEof => {
            Some(Trouble::Broken)
        }
        _ => None,
    }
}

fn certificate(error: &rustls::Error) -> Trouble {
    match error {
        rustls::Error::InvalidCertificate(CertificateError::Expired | CertificateError::ExpiredContext { .. }) => {
            Trouble::Expired
        }
        rustls::Error::InvalidCertificate(
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
        ) => Trouble::WrongHost,
        rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer) => {
            Trouble::Other("its certificate is signed by somebody unknown".to_owned())
        }
        _ => Trouble::Other("no secure connection came about".to_owned()),
    }
}
