//! Whatever a web server answers, each question gets one verdict in bounded
//! time, and only what is certain is dead.
//!
//! The answers go through a proxy on loopback that is the server itself, so
//! that a redirect to anywhere leads back to it.

use eventlint::config::LinkSettings;
use eventlint::links::{self, LinkJob, is_public};
use eventlint::rules::{Verdict, WebAsk};
use eventlint::source::Source;
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, TcpListener, TcpStream};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::Duration;

/// What stands between two answers of one input.
const NEXT: &[u8] = b"\n~~~\n";
/// The most requests that two questions may cost: two methods, eleven hops each.
const MOST: usize = 2 * 2 * 11;

/// The server: its port, the answers left, and how often it was asked.
struct Server {
    port: u16,
    answers: Mutex<(Vec<Vec<u8>>, usize)>,
}

static SERVER: LazyLock<&'static Server> = LazyLock::new(|| {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let server: &'static Server = Box::leak(Box::new(Server { port, answers: Mutex::default() }));
    std::thread::spawn(move || listener.incoming().flatten().for_each(|stream| server.serve(stream)));
    server
});

/// Tests share the server: one at a time.
static ONE: Mutex<()> = Mutex::new(());

impl Server {
    /// Reads a request and gives the next answer; the last one again when none is left.
    fn serve(&self, mut stream: TcpStream) {
        let mut asked = Vec::new();
        let mut buffer = [0; 4096];
        while !asked.windows(4).any(|it| it == b"\r\n\r\n") {
            match stream.read(&mut buffer) {
                Ok(count) if count > 0 => asked.extend_from_slice(&buffer[..count]),
                _ => return,
            }
        }
        let answer = {
            let mut held = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
            held.1 += 1;
            if held.0.len() > 1 { held.0.remove(0) } else { held.0.first().cloned().unwrap_or_default() }
        };
        // The client may have gone away.
        let _ = stream.write_all(&answer);
    }
}

/// The answers of a server, one after the other.
pub fn verdict(data: &[u8]) {
    addresses(data);
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let mut answers = Vec::new();
    let mut rest = data;
    while let Some(at) = rest.windows(NEXT.len()).position(|it| it == NEXT) {
        answers.push(rest[..at].to_vec());
        rest = &rest[at + NEXT.len()..];
    }
    answers.push(rest.to_vec());
    let certain = data.windows(3).any(|it| it == b"404" || it == b"410" || it[0] == b'3');
    *SERVER.answers.lock().unwrap_or_else(PoisonError::into_inner) = (answers, 0);
    let settings = LinkSettings {
        timeout: Duration::from_millis(400),
        retries: 0,
        anchors: true,
        allow_private: true,
        proxy: Some(format!("http://127.0.0.1:{}", SERVER.port)),
        ..LinkSettings::default()
    };
    let span = Source::new("a.md", "a.md", "a").snap(0, 1);
    let ask = |fragment: Option<&str>| WebAsk {
        url: "http://maps.city-library.net/a".to_owned(),
        fragment: fragment.map(str::to_owned),
        span,
        plain: true,
    };
    let asks = [ask(None), ask(Some("programme"))];
    let job = LinkJob { settings: &settings, cache: None, progress: &|_| {}, early: &|_, _| {}, stop: None };
    let answers = links::check(&asks, &job).expect("a client");
    assert_eq!(answers.verdicts.len(), asks.len());
    if let Verdict::Dead(why) = &answers.verdicts[0] {
        assert!(certain, "dead without an answer that says so: {why}");
    }
    let asked = SERVER.answers.lock().unwrap_or_else(PoisonError::into_inner).1;
    assert!(asked <= MOST, "{asked} requests for two questions");
}

/// IPv4 inside IPv6 is as public as it is outside.
fn addresses(data: &[u8]) {
    let Some(bytes) = data.first_chunk::<16>() else { return };
    let six = Ipv6Addr::from(*bytes);
    let four = Ipv4Addr::new(bytes[0], bytes[1], bytes[2], bytes[3]);
    assert_eq!(is_public(IpAddr::V6(four.to_ipv6_mapped())), is_public(IpAddr::V4(four)), "{four}");
    if let Some(inner) = six.to_ipv4_mapped() {
        assert_eq!(is_public(IpAddr::V6(six)), is_public(IpAddr::V4(inner)), "{six}");
    }
    assert!(!(is_public(IpAddr::V6(six)) && (six.is_loopback() || six.is_multicast() || six.is_unspecified())));
}
