//! Follows redirects by our own loop: every hop is a fresh request, judged like
//! the first, with headers chosen for its own host.

use super::client::{Client, Trouble};
use super::host::Hosts;
use reqwest::header::{HeaderMap, HeaderName, LOCATION, SET_COOKIE};
use reqwest::{Method, Response};
use std::collections::HashSet;
use url::Url;

/// The most redirects that are followed.
pub const HOPS: usize = 10;
/// The longest address that is followed, in bytes.
const LONGEST: usize = 8192;
/// The most cookies that are kept within one chain.
const COOKIES: usize = 20;

/// Where a chain ended.
pub struct Arrival {
    /// The last answer.
    pub response: Response,
    /// Where the permanent redirects at its start lead, if there are any.
    pub moved: Option<Url>,
    /// The last address.
    pub url: Url,
}

/// Why a chain did not end.
#[derive(Debug)]
pub enum Lost {
    /// A hop failed; the host's name that failed.
    Trouble(Trouble),
    /// The chain leads back to where it was.
    Circle,
    /// More than [`HOPS`].
    TooLong,
    /// A redirect without an address, or to one that is none of ours.
    Nowhere(String),
    /// The host wants to be left alone.
    LeftAlone,
}

impl From<Trouble> for Lost {
    fn from(trouble: Trouble) -> Self {
        Lost::Trouble(trouble)
    }
}

/// Asks an address and follows where it leads.
pub async fn follow(
    client: &Client,
    hosts: &Hosts,
    method: &Method,
    start: &Url,
    conditions: &[(HeaderName, String)],
) -> Result<Arrival, Lost> {
    let mut url = start.clone();
    let mut cookies: Vec<(String, String)> = Vec::new();
    let mut seen: HashSet<(Url, String)> = HashSet::new();
    let mut moved = None;
    let mut permanent = true;
    for hop in 0..=HOPS {
        let name = url.host_str().unwrap_or("").to_owned();
        let line = cookie_line(&cookies, &name);
        if !seen.insert((url.clone(), line.clone())) {
            return Err(Lost::Circle);
        }
        let leave = hosts.get(&name).leave().await.ok_or(Lost::LeftAlone)?;
        let first = if hop == 0 { conditions } else { &[] };
        let response = client.ask(method.clone(), &url, &line, first).await?;
        drop(leave);
        let status = response.status().as_u16();
        if !matches!(status, 301 | 302 | 303 | 307 | 308) {
            return Ok(Arrival { response, moved, url });
        }
        let next = target(&url, response.headers())?;
        keep_cookies(&mut cookies, &name, response.headers());
        permanent &= matches!(status, 301 | 308);
        if permanent {
            moved = Some(next.clone());
        }
        url = next;
    }
    Err(Lost::TooLong)
}

/// Where a redirect leads: http or https only, without user, password and fragment.
fn target(from: &Url, headers: &HeaderMap) -> Result<Url, Lost> {
    let nowhere = |why: &str| Lost::Nowhere(why.to_owned());
    let location = headers.get(LOCATION).ok_or_else(|| nowhere("it redirects without saying where to"))?;
    let text = String::from_utf8_lossy(location.as_bytes());
    if text.len() > LONGEST {
        return Err(nowhere("it redirects to an address of more than 8,000 characters"));
    }
    let mut url = from.join(text.trim()).map_err(|_| nowhere("it redirects to something that is no address"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(nowhere("it redirects to something that is no web address"));
    }
    // Both always succeed on http addresses.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.set_fragment(None);
    Ok(url)
}

fn cookie_line(cookies: &[(String, String)], host: &str) -> String {
    let own: Vec<&str> = cookies.iter().filter(|(owner, _)| owner == host).map(|(_, cookie)| cookie.as_str()).collect();
    own.join("; ")
}

/// Cookies live for one chain, and for exactly the host that set them.
fn keep_cookies(cookies: &mut Vec<(String, String)>, host: &str, headers: &HeaderMap) {
    for value in headers.get_all(SET_COOKIE) {
        let Ok(text) = value.to_str() else { continue };
        let pair = text.split(';').next().unwrap_or("").trim();
        let Some((name, _)) = pair.split_once('=').filter(|_| pair.len() <= 4096) else { continue };
        cookies.retain(|(owner, cookie)| owner != host || cookie.split('=').next() != Some(name));
        if cookies.len() < COOKIES {
            cookies.push((host.to_owned(), pair.to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::client::{Client, Trouble};
    use super::super::host::Hosts;
    use super::super::names::Names;
    use super::{Lost, follow};
    use crate::config::LinkSettings;
    use reqwest::Method;
    use std::io::{Read, Write};
    use std::net::{IpAddr, Ipv4Addr, TcpListener};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    const OWN: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

    /// A server that gives one answer; its port, and how often it was asked.
    fn server(address: &str, answer: String) -> (u16, Arc<AtomicUsize>) {
        let listener = TcpListener::bind((address, 0)).expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let mut buffer = [0; 4096];
                if stream.read(&mut buffer).is_ok_and(|read| read > 0) {
                    count.fetch_add(1, Ordering::SeqCst);
                    let _ = stream.write_all(answer.as_bytes());
                }
            }
        });
        (port, asked)
    }

    fn ask(client: &Client, url: &str) -> Result<u16, Lost> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let hosts = Hosts::new(&LinkSettings::default());
        let url = url.parse().expect("an address");
        runtime
            .block_on(follow(client, &hosts, &Method::GET, &url, &[]))
            .map(|arrival| arrival.response.status().as_u16())
    }

    fn alive() -> String {
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_owned()
    }

    // One address of loopback is all that macOS has.
    #[cfg(not(target_os = "macos"))]
    #[test]
    fn a_redirect_to_a_private_address_is_not_followed() {
        let (inner, asked) = server("127.0.0.2", alive());
        let location =
            format!("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.2:{inner}/\r\nContent-Length: 0\r\n\r\n");
        let (outer, _) = server("127.0.0.1", location);
        let only_own: fn(IpAddr) -> bool = |address| address == OWN;
        let client = Client::reaching(&LinkSettings::default(), only_own, Names::new(only_own)).expect("a client");
        let lost = ask(&client, &format!("http://127.0.0.1:{outer}/"));
        assert!(matches!(lost, Err(Lost::Trouble(Trouble::Private))), "{:?}", lost.err());
        assert_eq!(asked.load(Ordering::SeqCst), 0, "not one request");
    }

    #[test]
    fn a_name_that_leads_to_a_private_address_is_not_connected_to() {
        let (port, asked) = server("127.0.0.1", alive());
        let nothing: fn(IpAddr) -> bool = |_| false;
        let client = Client::reaching(&LinkSettings::default(), nothing, Names::new(nothing)).expect("a client");
        let lost = ask(&client, &format!("http://localhost:{port}/"));
        assert!(matches!(lost, Err(Lost::Trouble(Trouble::Private))), "{:?}", lost.err());
        assert_eq!(asked.load(Ordering::SeqCst), 0, "not one request");
    }

    #[test]
    fn the_peer_that_answers_is_judged_again() {
        let (port, _) = server("127.0.0.1", alive());
        // A resolver that was deceived: it lets through what the client refuses.
        let (anything, nothing): (fn(IpAddr) -> bool, fn(IpAddr) -> bool) = (|_| true, |_| false);
        let client = Client::reaching(&LinkSettings::default(), nothing, Names::new(anything)).expect("a client");
        let lost = ask(&client, &format!("http://localhost:{port}/"));
        assert!(matches!(lost, Err(Lost::Trouble(Trouble::Private))), "{:?}", lost.err());
    }
}
