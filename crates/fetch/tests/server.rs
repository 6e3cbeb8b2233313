//! Fetching from a server of our own.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use claimant_fetch::{Client, FetchError, Polled, Settings, Validators, Watch, poll};

/// A server that answers what `answer` says to a request's path and headers, and remembers the paths.
struct Server {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(answer: impl Fn(&str, &str) -> String + Send + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let paths = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                serve(stream, &answer, &paths);
            }
        });
        Server { address, asked }
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn serve(mut stream: TcpStream, answer: &impl Fn(&str, &str) -> String, paths: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let Some(request) = lines.next() else { return };
    let head: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
    let path = request.split(' ').nth(1).unwrap_or_default();
    paths.lock().unwrap().push(path.to_owned());
    let _ = stream.write_all(answer(path, &head.join("\n").to_lowercase()).as_bytes());
}

fn ok(headers: &str, body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n{body}", body.len())
}

fn status(line: &str, headers: &str) -> String {
    format!("HTTP/1.1 {line}\r\nConnection: close\r\nContent-Length: 0\r\n{headers}\r\n")
}

fn client(allow_private: bool) -> Client {
    Client::new(Settings { allow_private, bytes: 1000, time: Duration::from_secs(5), ..Settings::default() })
}

#[test]
fn inner_addresses_are_refused_unless_allowed() {
    let server = Server::start(|_, _| ok("Content-Type: text/html\r\n", "words"));
    let refused = client(false).fetch(&server.url("/"), &Validators::default()).unwrap_err();
    assert!(matches!(refused, FetchError::Private { .. }), "{refused}");
    let port = server.address.rsplit(':').next().unwrap();
    let named = format!("http://localhost:{port}/");
    assert!(matches!(client(false).fetch(&named, &Validators::default()), Err(FetchError::Private { .. })));
    assert!(server.asked().is_empty());
    let answer = client(true).fetch(&server.url("/"), &Validators::default()).unwrap();
    assert_eq!(answer.body.as_deref(), Some(&b"words"[..]));
    assert_eq!(answer.media_type.as_deref(), Some("text/html"));
}

#[test]
fn only_the_web_is_fetched() {
    for url in ["file:///etc/hosts", "ftp://a.example/", "gopher://a.example", "a.example", ""] {
        assert!(
            matches!(client(true).fetch(url, &Validators::default()), Err(FetchError::NotAnAddress(_))),
            "{url}"
        );
    }
    let server = Server::start(|_, _| status("302 Found", "Location: file:///etc/hosts\r\n"));
    assert!(client(true).fetch(&server.url("/"), &Validators::default()).is_err());
}

#[test]
fn redirects_are_followed_so_far() {
    let server = Server::start(|path, _| match path {
        "/a" => status("302 Found", "Location: /b\r\n"),
        "/loop" => status("302 Found", "Location: /loop\r\n"),
        _ => ok("", "words"),
    });
    let answer = client(true).fetch(&server.url("/a"), &Validators::default()).unwrap();
    assert_eq!(answer.url, server.url("/b"));
    assert!(client(true).fetch(&server.url("/loop"), &Validators::default()).is_err());
}

#[test]
fn size_and_time_are_bounded() {
    let server = Server::start(|path, _| {
        if path == "/slow" {
            thread::sleep(Duration::from_secs(3));
        }
        ok("", &"x".repeat(1001))
    });
    let long = client(true).fetch(&server.url("/"), &Validators::default()).unwrap_err();
    assert!(matches!(long, FetchError::TooLong { limit: 1000, .. }), "{long}");
    let hurried = Client::new(Settings {
        allow_private: true,
        time: Duration::from_millis(300),
        ..Settings::default()
    });
    let slow = hurried.fetch(&server.url("/slow"), &Validators::default()).unwrap_err();
    assert!(matches!(slow, FetchError::TooSlow(_)), "{slow}");
}

#[test]
fn a_feed_is_polled_politely() {
    let server = Server::start(|path, head| match path {
        "/robots.txt" => ok("", "User-agent: claimant\nDisallow: /private\nCrawl-delay: 60\n"),
        "/feed" if head.contains("if-none-match: \"v1\"") => status("304 Not Modified", ""),
        "/feed" => ok("ETag: \"v1\"\r\n", "<rss/>"),
        "/gone" => status("410 Gone", ""),
        _ => status("503 Service Unavailable", "Retry-After: 7200\r\n"),
    });
    let (client, mut watch) = (client(true), Watch::default());
    let [feed, private, gone, busy] = ["/feed", "/private", "/gone", "/busy"].map(|path| server.url(path));
    for url in [&feed, &private, &gone, &busy] {
        watch.add(url);
    }
    assert!(matches!(poll(&client, &mut watch, &feed, 1000), Ok(Polled::New(_))));
    assert_eq!(watch.hosts[&server.address].next, 1060);
    // A restart.
    let mut watch: Watch = serde_json::from_str(&serde_json::to_string(&watch).unwrap()).unwrap();
    assert_eq!(poll(&client, &mut watch, &feed, 2000).unwrap(), Polled::Unchanged);
    assert!(matches!(poll(&client, &mut watch, &private, 2000), Err(FetchError::Robots(_))));
    assert!(poll(&client, &mut watch, &gone, 2000).is_err() && watch.feeds[&gone].gone);
    assert!(poll(&client, &mut watch, &busy, 2000).is_err());
    assert_eq!(watch.feeds[&busy].next, 2000 + 7200);
    assert_eq!(server.asked(), ["/robots.txt", "/feed", "/feed", "/gone", "/busy"]);
}
