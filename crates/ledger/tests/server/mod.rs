//! A server of PostgreSQL on a folder and a port of its own.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use postgres::{Client, NoTls};

pub struct Server {
    folder: tempfile::TempDir,
    programs: PathBuf,
    port: u16,
    running: Child,
}

/// Where Debian puts the programs of the server, newest first; else wherever they are found.
fn programs() -> PathBuf {
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|folder| folder.flatten().map(|entry| entry.path().join("bin")).collect())
        .unwrap_or_default();
    versions.sort();
    versions.retain(|programs| programs.join("initdb").exists());
    versions.pop().unwrap_or_default()
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout.trim_ascii() == b"0"
}

/// The server refuses to be run by root.
fn as_somebody(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
    command
}

fn succeed(command: &mut Command) {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}; install it with `cargo xtask test postgres`"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

impl Server {
    pub fn start() -> Server {
        let folder = tempfile::tempdir().unwrap();
        if is_root() {
            succeed(Command::new("chown").arg("postgres:postgres").arg(folder.path()));
        }
        let programs = programs();
        let data = folder.path().join("data");
        let options = ["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-D"];
        succeed(as_somebody(&programs.join("initdb")).args(options).arg(&data));
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let running = launch(&programs, &data, port);
        let server = Server { folder, programs, port, running };
        server.wait();
        server.run("postgres", "CREATE DATABASE patterned");
        server.run("patterned", "CREATE EXTENSION postgis; CREATE EXTENSION unaccent");
        server
    }

    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }

    /// A new database with the extensions that a ledger needs.
    pub fn database(&self, name: &str) -> String {
        self.run("postgres", &format!("CREATE DATABASE {name} TEMPLATE patterned"));
        name.to_owned()
    }

    pub fn run(&self, database: &str, sql: &str) {
        let mut client = Client::connect(&self.url(database), NoTls).unwrap();
        for statement in sql.split(';').filter(|statement| !statement.trim().is_empty()) {
            client.batch_execute(statement).unwrap();
        }
    }

    /// As when the power fails, but for what the disk has not written yet.
    pub fn kill_and_restart(&mut self) {
        succeed(Command::new("kill").args(["-9", &self.running.id().to_string()]));
        self.running.wait().unwrap();
        self.running = launch(&self.programs, &self.folder.path().join("data"), self.port);
        self.wait();
    }

    fn wait(&self) {
        for _ in 0..600 {
            if Client::connect(&self.url("postgres"), NoTls).is_ok() {
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        let log = std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        panic!("the server does not answer: {log}");
    }
}

/// Starts the server; again and again while processes of a killed one hold on to its memory.
fn launch(programs: &Path, data: &Path, port: u16) -> Child {
    for _ in 0..100 {
        let log =
            std::fs::OpenOptions::new().append(true).create(true).open(data.with_file_name("log")).unwrap();
        let mut child = as_somebody(&programs.join("postgres"))
            .args(["-p", &port.to_string(), "-h", "127.0.0.1", "-D"])
            .arg(data)
            .arg("-k")
            .arg(data)
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(300));
        if child.try_wait().unwrap().is_none() {
            return child;
        }
    }
    panic!(
        "the server does not start: {}",
        std::fs::read_to_string(data.with_file_name("log")).unwrap_or_default()
    );
}

impl Drop for Server {
    fn drop(&mut self) {
        // INT: a fast shutdown, which ends the connections.
        let _ = Command::new("kill").args(["-INT", &self.running.id().to_string()]).status();
        let _ = self.running.wait();
    }
}
