//! Links over the network: real requests to servers of our own on loopback.
#![cfg(feature = "net")]

use crate::cli::eventlint;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What a server is asked: method, path, headers in lower case.
struct Request {
    method: String,
    path: String,
    headers: BTreeMap<String, String>,
}

/// Answers with the bytes that are sent back; nothing sent closes the connection.
type Answer = dyn Fn(&Request, usize) -> Vec<u8> + Send + Sync;

/// A server on loopback; it ends with the test's process.
struct Server {
    port: u16,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(answer: impl Fn(&Request, usize) -> Vec<u8> + Send + Sync + 'static) -> Self {
        Self::on("127.0.0.1:0", answer)
    }

    fn on(address: &str, answer: impl Fn(&Request, usize) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(address).expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        let answer: Arc<Answer> = Arc::new(answer);
        let count = Arc::new(AtomicUsize::new(0));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (seen, answer, count) = (Arc::clone(&seen), Arc::clone(&answer), Arc::clone(&count));
                std::thread::spawn(move || {
                    let _ = stream.set_read_timeout(Some(Duration::from_secs(20)));
                    serve(stream, &seen, &*answer, &count);
                });
            }
        });
        Server { port, requests }
    }

    fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("the log").clone()
    }

    fn asked(&self, line: &str) -> usize {
        self.requests().iter().filter(|it| *it == line).count()
    }
}

fn read_request(reader: &mut impl BufRead) -> Option<Request> {
    let mut first = String::new();
    reader.read_line(&mut first).ok().filter(|count| *count > 0)?;
    let mut words = first.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    Some(Request { method, path, headers })
}

fn serve(stream: TcpStream, seen: &Mutex<Vec<String>>, answer: &Answer, count: &AtomicUsize) {
    let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
    let mut writer = stream;
    while let Some(request) = read_request(&mut reader) {
        seen.lock().expect("the log").push(format!("{} {}", request.method, request.path));
        let bytes = answer(&request, count.fetch_add(1, Ordering::Relaxed));
        if bytes.is_empty() || writer.write_all(&bytes).is_err() {
            return;
        }
    }
}

fn reply(status: &str, headers: &str, request: &Request, body: &str) -> Vec<u8> {
    let shown = if request.method == "HEAD" { "" } else { body };
    format!("HTTP/1.1 {status}\r\n{headers}Content-Type: text/html\r\nContent-Length: {}\r\n\r\n{shown}", body.len())
        .into_bytes()
}

fn ok(request: &Request) -> Vec<u8> {
    reply("200 OK", "", request, "<h1 id=\"programme\">Programme</h1>")
}

/// Lints a post with these links; what is said of each, and the whole report.
fn check(links: &[String], settings: &str, words: &[&str]) -> (BTreeMap<String, String>, serde_json::Value) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    check_in(dir.path(), links, settings, words)
}

fn check_in(
    dir: &Path,
    links: &[String],
    settings: &str,
    words: &[&str],
) -> (BTreeMap<String, String>, serde_json::Value) {
    let items: Vec<String> = links.iter().map(|link| format!("- [here]({link})\n")).collect();
    fs::write(dir.join("post.md"), format!("# Links\n\n{}", items.concat())).expect("written");
    fs::write(dir.join("c.yaml"), format!("links:\n  retries: 1\n  timeout: 3s\n{settings}")).expect("written");
    let mut all =
        vec!["check", "--links", "all", "--format", "json", "--config", "c.yaml", "--ignore", "link/placeholder"];
    all.push("post.md");
    if !words.iter().any(|word| word.starts_with("--cache")) {
        all.push("--no-cache");
    }
    all.extend(words);
    let output = eventlint(dir, &all);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("no report: {}", String::from_utf8_lossy(&output.stderr)));
    let mut said = BTreeMap::new();
    for it in report["diagnostics"].as_array().expect("a list") {
        let line = usize::try_from(it["start"]["line"].as_u64().expect("a line")).expect("a small number");
        let rule = it["rule"].as_str().expect("a rule");
        if rule.starts_with("link/") && line >= 3 {
            said.insert(links[line - 3].clone(), format!("{rule}: {}", it["message"].as_str().expect("a message")));
        }
    }
    (said, report)
}

const PRIVATE: &str = "  allow-private: true\n";

#[test]
fn each_answer_gets_the_verdict_that_is_certain() {
    let server = Server::start(|request, _| match request.path.split('?').next().unwrap_or("") {
        "/head405" if request.method == "HEAD" => reply("405 No", "", request, ""),
        "/head404" if request.method == "HEAD" => reply("404 No", "", request, ""),
        "/headreset" if request.method == "HEAD" => Vec::new(),
        "/ok" | "/new" | "/head405" | "/head404" | "/headreset" => ok(request),
        "/moved" => reply("301 Moved", "Location: /new\r\n", request, ""),
        "/elsewhere" => reply("302 Found", "Location: /new\r\n", request, ""),
        "/loop" => reply("302 Found", "Location: /loop\r\n", request, ""),
        "/cookie" if request.headers.contains_key("cookie") => ok(request),
        "/cookie" => reply("302 Found", "Set-Cookie: a=b; Path=/\r\nLocation: /cookie\r\n", request, ""),
        "/maze" => {
            let next: usize = request.path.split('?').nth(1).and_then(|it| it.parse().ok()).unwrap_or(0) + 1;
            reply("302 Found", &format!("Location: /maze?{next}\r\n"), request, "")
        }
        "/gone" => reply("410 Gone", "", request, ""),
        "/missing" => reply("404 Not Found", "", request, ""),
        "/forbidden" => reply("403 Forbidden", "", request, ""),
        "/busy" => reply("503 Busy", "", request, ""),
        "/reset" => Vec::new(),
        _ => b"not HTTP at all\r\n\r\n".to_vec(),
    });
    let closed = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
    let base = format!("http://127.0.0.1:{}", server.port);
    let url = |path: &str| format!("{base}/{path}");
    let refused = format!("http://127.0.0.1:{closed}/");
    let links: Vec<String> = [
        "ok",
        "head405",
        "head404",
        "headreset",
        "moved",
        "elsewhere",
        "loop",
        "cookie",
        "maze",
        "gone",
        "missing",
        "forbidden",
        "busy",
        "reset",
        "garbage",
    ]
    .iter()
    .map(|path| url(path))
    .chain([refused.clone(), "http://no-such-name.invalid/".to_owned(), "https://example.org/".to_owned()])
    .collect();
    let (said, report) = check(&links, PRIVATE, &[]);
    for path in ["ok", "head405", "head404", "headreset", "elsewhere", "cookie"] {
        assert_eq!(said.get(&url(path)), None, "{path} is alive");
    }
    let rule = |link: &str| said.get(link).map_or("nothing", |it| it.split(':').next().unwrap_or(""));
    assert_eq!(rule(&url("moved")), "link/moved");
    for path in ["loop", "gone", "missing"] {
        assert_eq!(rule(&url(path)), "link/dead", "{path}");
    }
    for path in ["maze", "forbidden", "busy", "reset", "garbage"] {
        assert_eq!(rule(&url(path)), "link/doubtful", "{path}");
    }
    assert_eq!(rule(&refused), "link/dead");
    assert_eq!(rule("http://no-such-name.invalid/"), "link/dead");
    assert_eq!(report["summary"]["links"]["dead"], 5);
    assert_eq!(server.asked("HEAD /ok"), 1);
    assert_eq!(server.asked("GET /ok"), 0, "a good HEAD is enough");
}

#[test]
fn one_address_is_asked_once_and_a_warm_cache_asks_nothing() {
    let server = Server::start(|request, _| match request.path.as_str() {
        "/missing" => reply("404 Not Found", "", request, ""),
        _ => ok(request),
    });
    let dir = tempfile::tempdir().expect("a temporary folder");
    let base = format!("http://127.0.0.1:{}", server.port);
    let links: Vec<String> =
        ["ok", "ok#programme", "ok#other", "missing", "missing"].iter().map(|path| format!("{base}/{path}")).collect();
    let (_, report) = check_in(dir.path(), &links, PRIVATE, &["--cache", "cache"]);
    assert_eq!(server.asked("HEAD /ok"), 1);
    assert_eq!(report["summary"]["links"]["checked"], 2);
    let before = server.requests().len();
    let (said, _) = check_in(dir.path(), &links, PRIVATE, &["--cache", "cache"]);
    assert_eq!(server.requests().len(), before, "everything was known");
    assert_eq!(said.len(), 1, "the dead one is still told: {said:?}");
    fs::write(dir.path().join("cache/links.json"), "{ damaged").expect("written");
    let (_, report) = check_in(dir.path(), &links, PRIVATE, &["--cache", "cache"]);
    assert!(report["remarks"][0].as_str().is_some_and(|it| it.contains("damaged")), "{report}");
    let shown = eventlint(dir.path(), &["cache", "show", "--cache", "cache"]);
    assert!(String::from_utf8_lossy(&shown.stdout).contains("2 links"));
    eventlint(dir.path(), &["cache", "clear", "--cache", "cache"]);
    assert!(!dir.path().join("cache/links.json").exists());
}

#[test]
fn places_inside_pages_are_looked_for_when_asked() {
    let server = Server::start(|request, _| ok(request));
    let base = format!("http://127.0.0.1:{}/ok", server.port);
    let links = [format!("{base}#programme"), format!("{base}#speakers"), format!("{base}#:~:text=x")];
    let (said, _) = check(&links, &format!("{PRIVATE}  anchors: true\n"), &[]);
    assert_eq!(said.len(), 1);
    assert!(said[&links[1]].contains("no place named \"#speakers\""), "{said:?}");
}

#[test]
fn too_many_questions_slow_a_host_and_never_fail_a_run() {
    let server = Server::start(|request, count| match request.path.as_str() {
        "/once" if count == 0 => reply("429 Slow", "Retry-After: 1\r\n", request, ""),
        "/long" => reply("429 Slow", "Retry-After: 3600\r\n", request, ""),
        _ => ok(request),
    });
    let other = Server::start(|request, _| reply("429 Slow", "Retry-After: 3600\r\n", request, ""));
    let links = [format!("http://127.0.0.1:{}/once", server.port), format!("http://127.0.0.2:{}/long", other.port)];
    // The second server listens on all of loopback only where the system allows it.
    let links =
        if TcpStream::connect(("127.0.0.2", other.port)).is_ok() { links.to_vec() } else { links[..1].to_vec() };
    let (said, report) = check(&links, PRIVATE, &[]);
    assert_eq!(said.get(&links[0]), None, "after a second it answers");
    assert_eq!(report["summary"]["errors"], 0);
    if let Some(long) = links.get(1) {
        assert!(said[long].starts_with("link/doubtful"), "{said:?}");
    }
}

#[test]
fn nothing_private_is_ever_connected_to() {
    let server = Server::start(|request, _| match request.path.as_str() {
        "/away" => reply("302 Found", "Location: http://169.254.169.254/latest\r\n", request, ""),
        _ => ok(request),
    });
    let port = server.port;
    let links: Vec<String> = [
        format!("http://127.0.0.1:{port}/a"),
        format!("http://localhost:{port}/b"),
        format!("http://0x7f.1:{port}/c"),
        format!("http://2130706433:{port}/d"),
        format!("http://[::ffff:127.0.0.1]:{port}/e"),
        format!("http://[::1]:{port}/f"),
        format!("http://0.0.0.0:{port}/g"),
    ]
    .into();
    let (said, report) = check(&links, "", &[]);
    assert_eq!(server.requests(), Vec::<String>::new(), "not one request");
    assert!(said.values().all(|it| it.starts_with("link/doubtful")), "{said:?}");
    assert_eq!(report["summary"]["errors"], 0);
}

#[test]
fn a_configuration_that_was_found_cannot_open_private_addresses() {
    let server = Server::start(|request, _| ok(request));
    let dir = tempfile::tempdir().expect("a temporary folder");
    fs::write(dir.path().join("post.md"), format!("[a](http://127.0.0.1:{}/a)\n", server.port)).expect("written");
    fs::write(dir.path().join(".eventlint.yaml"), "links:\n  allow-private: true\n").expect("written");
    let output = eventlint(dir.path(), &["check", "--links", "all", "--no-cache", "--format", "json", "post.md"]);
    assert_eq!(output.status.code(), Some(2), "the key is a mistake");
    assert!(String::from_utf8_lossy(&output.stdout).contains("config/untrusted-key"));
    assert_eq!(server.requests().len(), 0);
}

#[test]
fn headers_and_passwords_stay_where_they_belong() {
    let target = Server::start(|request, _| ok(request));
    let port = target.port;
    let seen: Arc<Mutex<Vec<BTreeMap<String, String>>>> = Arc::default();
    let log = Arc::clone(&seen);
    let other = Server::on("[::1]:0", move |request, _| {
        log.lock().expect("the log").push(request.headers.clone());
        ok(request)
    });
    let away = other.port;
    let own: Arc<Mutex<Vec<BTreeMap<String, String>>>> = Arc::default();
    let log = Arc::clone(&own);
    let first = Server::start(move |request, _| {
        log.lock().expect("the log").push(request.headers.clone());
        reply("302 Found", &format!("Set-Cookie: s=1\r\nLocation: http://[::1]:{away}/x\r\n"), request, "")
    });
    let settings = format!("{PRIVATE}  hosts:\n    127.0.0.1:\n      headers:\n        X-Token: secret\n");
    let links = [format!("http://user:word@127.0.0.1:{}/start", first.port), format!("http://127.0.0.1:{port}/ok")];
    let (_, report) = check(&links, &settings, &[]);
    let own = own.lock().expect("the log");
    assert_eq!(own[0].get("x-token").map(String::as_str), Some("secret"));
    assert!(!own[0].contains_key("authorization"), "user and password are not sent");
    let seen = seen.lock().expect("the log");
    assert!(!seen.is_empty(), "the redirect was followed");
    for headers in seen.iter() {
        assert!(!headers.contains_key("x-token") && !headers.contains_key("cookie"), "{headers:?}");
        assert!(!headers.contains_key("referer"), "{headers:?}");
    }
    let messages: Vec<&str> =
        report["diagnostics"].as_array().expect("a list").iter().filter_map(|it| it["message"].as_str()).collect();
    assert!(!messages.iter().any(|it| it.contains("user:word")), "{messages:?}");
}

#[test]
fn a_malicious_server_costs_little() {
    let server = Server::start(|request, _| match request.path.as_str() {
        "/header" => {
            let mut bytes = b"HTTP/1.1 200 OK\r\nX: ".to_vec();
            bytes.resize(2 << 20, b'a');
            bytes
        }
        "/body" => {
            let mut bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n".to_vec();
            bytes.resize(16 << 20, b'a');
            bytes
        }
        _ => {
            std::thread::sleep(Duration::from_secs(15));
            Vec::new()
        }
    });
    let links: Vec<String> =
        ["header", "body#x", "hang"].iter().map(|path| format!("http://127.0.0.1:{}/{path}", server.port)).collect();
    let (said, _) = check(&links, &format!("{PRIVATE}  anchors: true\n"), &[]);
    assert!(said.values().all(|it| it.starts_with("link/doubtful")), "{said:?}");
    assert_eq!(said.len(), 3, "{said:?}");
}

#[test]
fn an_old_dead_link_does_not_fail_a_change() {
    let server = Server::start(|request, _| reply("404 Not Found", "", request, ""));
    let dir = tempfile::tempdir().expect("a temporary folder");
    let git = |words: &[&str]| {
        let mut all = vec!["-c", "user.name=Ana", "-c", "user.email=ana@example.org"];
        all.extend(words);
        assert!(
            std::process::Command::new("git").args(all).current_dir(dir.path()).status().expect("git runs").success()
        );
    };
    git(&["init", "-q"]);
    let base = format!("http://127.0.0.1:{}", server.port);
    let post = |more: &str| {
        fs::write(dir.path().join("post.md"), format!("# A\n\n[old]({base}/old)\n\n{more}\n")).expect("written");
    };
    post("Text.");
    git(&["add", "-A"]);
    git(&["commit", "-qm", "first"]);
    fs::write(dir.path().join("c.yaml"), "links:\n  allow-private: true\n").expect("written");
    let run = || {
        let words = [
            "check",
            "--links",
            "all",
            "--no-cache",
            "--config",
            "c.yaml",
            "--ignore",
            "link/placeholder",
            "--since",
            "HEAD",
            "--format",
            "json",
            "post.md",
        ];
        let output = eventlint(dir.path(), &words);
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        report["diagnostics"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|it| it["start"]["line"].as_u64().expect("a line"))
            .collect::<Vec<_>>()
    };
    post("Other text.");
    assert_eq!(run(), Vec::<u64>::new());
    post(&format!("[new]({base}/new)"));
    assert_eq!(run(), [5]);
}

#[test]
fn a_spent_limit_is_waited_for() {
    let server = Server::start(|request, count| match count {
        0 => reply("429 Slow", "RateLimit-Remaining: 0\r\nRateLimit-Reset: 1\r\n", request, ""),
        _ => ok(request),
    });
    let links = [format!("http://127.0.0.1:{}/a", server.port)];
    let (said, _) = check(&links, PRIVATE, &[]);
    assert_eq!(said.get(&links[0]), None, "{said:?}");
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn without_a_network_no_link_is_judged() {
    let closed = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
    let links = [format!("http://127.0.0.1:{closed}/"), "http://no.such.name.at.all.org/".to_owned()];
    let (said, report) = check(&links, PRIVATE, &[]);
    assert!(said.values().all(|it| it.starts_with("link/doubtful")), "{said:?}");
    assert_eq!(report["remarks"].as_array().map(Vec::len), Some(1), "said once: {report}");
}

#[test]
fn certificates_are_judged_as_browsers_do() {
    let tls = Tls::new();
    let good = tls.serve("127.0.0.1", false);
    let wrong = tls.serve("other.invalid", false);
    let expired = tls.serve("127.0.0.1", true);
    let dir = tempfile::tempdir().expect("a temporary folder");
    fs::write(dir.path().join("ca.pem"), tls.ca.pem()).expect("written");
    let links: Vec<String> = [good, wrong, expired].iter().map(|port| format!("https://127.0.0.1:{port}/")).collect();
    let (said, _) = check_in(dir.path(), &links, &format!("{PRIVATE}  ca: ca.pem\n"), &[]);
    assert_eq!(said.get(&links[0]), None, "{said:?}");
    assert!(said[&links[1]].contains("for another site"), "{said:?}");
    assert!(said[&links[2]].contains("has expired"), "{said:?}");
    let (said, _) = check(&links[..1], PRIVATE, &[]);
    assert!(said[&links[0]].starts_with("link/doubtful") && said[&links[0]].contains("somebody unknown"), "{said:?}");
}

/// A certificate authority of our own.
struct Tls {
    ca: rcgen::Certificate,
    issuer: rcgen::Issuer<'static, rcgen::KeyPair>,
}

impl Tls {
    fn new() -> Self {
        let mut params = rcgen::CertificateParams::new(Vec::new()).expect("parameters");
        params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        let key = rcgen::KeyPair::generate().expect("a key");
        let ca = params.self_signed(&key).expect("a certificate");
        Tls { ca, issuer: rcgen::Issuer::new(params, key) }
    }

    /// A server with a certificate for a name; its port.
    fn serve(&self, name: &str, expired: bool) -> u16 {
        let mut params = rcgen::CertificateParams::new(vec![name.to_owned()]).expect("parameters");
        if expired {
            params.not_before = rcgen::date_time_ymd(2001, 1, 1);
            params.not_after = rcgen::date_time_ymd(2002, 1, 1);
        }
        let key = rcgen::KeyPair::generate().expect("a key");
        let certificate = params.signed_by(&key, &self.issuer).expect("a certificate");
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let key = rustls::pki_types::PrivateKeyDer::try_from(key.serialize_der()).expect("a key");
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .expect("a configuration");
        let config = Arc::new(config);
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let connection = rustls::ServerConnection::new(Arc::clone(&config)).expect("a connection");
                let mut tls = rustls::StreamOwned::new(connection, stream);
                let mut buffer = [0; 4096];
                if tls.read(&mut buffer).is_ok_and(|count| count > 0) {
                    let _ = tls.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                    let _ = tls.flush();
                }
            }
        });
        port
    }
}

#[test]
fn a_proxy_of_the_environment_is_not_asked() {
    let server = Server::start(|request, _| ok(request));
    let proxy = Server::start(|request, _| ok(request));
    let dir = tempfile::tempdir().expect("a temporary folder");
    let url = format!("http://127.0.0.1:{}/a", server.port);
    fs::write(dir.path().join("post.md"), format!("[a]({url})\n")).expect("written");
    fs::write(dir.path().join("c.yaml"), "links:\n  allow-private: true\n").expect("written");
    let address = format!("http://127.0.0.1:{}", proxy.port);
    let words =
        ["check", "--links", "all", "--no-cache", "--config", "c.yaml", "--ignore", "link/placeholder", "post.md"];
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_eventlint"))
        .args(words)
        .current_dir(dir.path())
        .envs([("http_proxy", &address), ("HTTP_PROXY", &address), ("ALL_PROXY", &address)])
        .output()
        .expect("the binary runs");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!((server.requests().len(), proxy.requests().len()), (1, 0));
}

#[test]
fn a_bomb_is_not_unpacked() {
    // 256 MiB of nothing in a quarter of a megabyte.
    let mut packer = std::process::Command::new("gzip")
        .arg("-c")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("gzip runs");
    let mut input = packer.stdin.take().expect("a pipe");
    std::thread::spawn(move || (0..256).all(|_| input.write_all(&vec![0; 1 << 20]).is_ok()));
    let packed = packer.wait_with_output().expect("an end").stdout;
    assert!(packed.len() < 1 << 20);
    let server = Server::start(move |_, _| {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n";
        let mut bytes = format!("{head}Content-Length: {}\r\n\r\n", packed.len()).into_bytes();
        bytes.extend(&packed);
        bytes
    });
    let links = [format!("http://127.0.0.1:{}/bomb#x", server.port)];
    let (said, _) = check(&links, &format!("{PRIVATE}  anchors: true\n"), &[]);
    assert!(said[&links[0]].starts_with("link/doubtful"), "{said:?}");
}
