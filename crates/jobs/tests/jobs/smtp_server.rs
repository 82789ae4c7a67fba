//! A mail server that behaves as a test wants it to.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jobs::mail::{Smtp, Transport};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A step of the conversation, as the server sees it: what it is about to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Greeting,
    Hello,
    Auth,
    Sender,
    Recipient,
    Data,
    /// After the final dot.
    Content,
    Quit,
}

/// How the server behaves.
#[derive(Clone, Copy, Default)]
pub struct Manner {
    /// Answers this at that step.
    pub answer: Option<(Step, &'static str)>,
    /// Closes the connection instead of answering.
    pub cut: Option<Step>,
    /// Says nothing more.
    pub silent: Option<Step>,
    /// Knows SMTPUTF8.
    pub utf8: bool,
    /// Takes a user and a password.
    pub auth: bool,
}

/// A mail that was taken: envelope as it was typed, and content without the dots of the wire.
#[derive(Clone, Debug)]
pub struct Taken {
    pub from: String,
    pub to: String,
    pub content: String,
}

pub struct Server {
    pub address: SocketAddr,
    pub manner: Arc<Mutex<Manner>>,
    pub taken: Arc<Mutex<Vec<Taken>>>,
    pub connections: Arc<Mutex<usize>>,
    listening: Option<JoinHandle<()>>,
}

impl Server {
    pub async fn start(manner: Manner) -> Server {
        let mut server = Server {
            address: "127.0.0.1:0".parse().unwrap(),
            manner: Arc::new(Mutex::new(manner)),
            taken: Arc::default(),
            connections: Arc::default(),
            listening: None,
        };
        server.up().await;
        server
    }

    /// Listens, where it listened before.
    pub async fn up(&mut self) {
        let listener = TcpListener::bind(self.address).await.unwrap();
        self.address = listener.local_addr().unwrap();
        let (manner, taken, connections) = (self.manner.clone(), self.taken.clone(), self.connections.clone());
        self.listening = Some(tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                *connections.lock().unwrap() += 1;
                let (manner, taken) = (*manner.lock().unwrap(), taken.clone());
                tokio::spawn(converse(stream, manner, taken));
            }
        }));
    }

    /// Refuses connections from now on.
    pub async fn down(&mut self) {
        if let Some(listening) = self.listening.take() {
            listening.abort();
            let _ = listening.await;
        }
    }

    pub fn behave(&self, manner: Manner) {
        *self.manner.lock().unwrap() = manner;
    }

    pub fn transport(&self) -> Transport {
        Transport::smtp(&format!("smtp://{}", self.address)).unwrap()
    }

    /// A transport that is not as patient.
    pub fn impatient(&self, login: &str) -> Transport {
        Transport::Smtp(Smtp::parse(&format!("smtp://{login}{}", self.address)).unwrap().within(Duration::from_millis(400)))
    }

    pub fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(listening) = &self.listening {
            listening.abort();
        }
    }
}

struct Line {
    stream: BufReader<TcpStream>,
    manner: Manner,
}

impl Line {
    /// Answers; nothing when the connection is over. Gives whether the answer was the usual one.
    async fn answer(&mut self, step: Step, usual: &str) -> Option<bool> {
        if self.manner.cut == Some(step) {
            return None;
        }
        if self.manner.silent == Some(step) {
            return std::future::pending().await;
        }
        let other = self.manner.answer.filter(|(at, _)| *at == step);
        let text = other.map_or(usual, |(_, text)| text);
        self.stream.get_mut().write_all(format!("{text}\r\n").as_bytes()).await.ok()?;
        Some(other.is_none())
    }

    async fn read(&mut self) -> Option<String> {
        let mut line = String::new();
        match self.stream.read_line(&mut line).await {
            Ok(length) if length > 0 => Some(line),
            _ => None,
        }
    }
}

async fn converse(stream: TcpStream, manner: Manner, taken: Arc<Mutex<Vec<Taken>>>) -> Option<()> {
    let mut line = Line { stream: BufReader::new(stream), manner };
    let (mut from, mut to) = (String::new(), String::new());
    line.answer(Step::Greeting, "220 mail.example.org ESMTP").await?;
    loop {
        let command = line.read().await?;
        let command = command.trim_end();
        match command.split([' ', ':']).next().unwrap().to_uppercase().as_str() {
            "EHLO" => {
                let mut hello = String::from("250-mail.example.org\r\n");
                hello += if manner.utf8 { "250-SMTPUTF8\r\n" } else { "" };
                hello += if manner.auth { "250-AUTH PLAIN\r\n" } else { "" };
                line.answer(Step::Hello, &format!("{hello}250 8BITMIME")).await?;
            }
            "AUTH" => drop(line.answer(Step::Auth, "235 2.7.0 welcome").await?),
            "MAIL" => {
                from = command.to_owned();
                line.answer(Step::Sender, "250 2.1.0 sender ok").await?;
            }
            "RCPT" => {
                to = command.to_owned();
                line.answer(Step::Recipient, "250 2.1.5 recipient ok").await?;
            }
            "DATA" => {
                if line.answer(Step::Data, "354 go on").await? {
                    let content = content(&mut line).await?;
                    let refused = manner.answer.is_some_and(|(at, _)| at == Step::Content);
                    if !refused {
                        taken.lock().unwrap().push(Taken { from: from.clone(), to: to.clone(), content });
                    }
                    line.answer(Step::Content, "250 2.0.0 taken as 4Bx1").await?;
                }
            }
            "QUIT" => {
                line.answer(Step::Quit, "221 bye").await?;
                return None;
            }
            _ => drop(line.answer(Step::Hello, "500 what?").await?),
        }
    }
}

async fn content(line: &mut Line) -> Option<String> {
    let mut content = String::new();
    loop {
        let next = line.read().await?;
        match next.as_str() {
            ".\r\n" => return Some(content),
            stuffed => content.push_str(stuffed.strip_prefix('.').unwrap_or(stuffed)),
        }
    }
}
