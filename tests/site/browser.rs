//! A browser without scripts: it follows links, fills in fields by their labels and presses buttons by their words.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use reqwest::header::{CONTENT_TYPE, COOKIE, HeaderMap, LOCATION, SET_COOKIE};
use reqwest::{Client, Method, StatusCode};
use scraper::{ElementRef, Html, Selector};

/// One browser: cookies, the page it shows, what was typed into it.
pub struct Browser {
    client: Client,
    origin: String,
    pub cookies: BTreeMap<String, String>,
    /// The address of the page shown.
    pub address: String,
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    /// How many pages were shown since the start (redirects are none).
    pub screens: Vec<String>,
    filled: BTreeMap<String, String>,
    /// Headers of every request: a proxy's word about where it comes from, a host.
    pub always: Vec<(&'static str, String)>,
}

impl Browser {
    pub fn new(site: SocketAddr) -> Browser {
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build().unwrap();
        Browser {
            client,
            origin: format!("http://{site}"),
            cookies: BTreeMap::new(),
            address: String::new(),
            status: StatusCode::OK,
            headers: HeaderMap::new(),
            body: String::new(),
            screens: Vec::new(),
            filled: BTreeMap::new(),
            always: Vec::new(),
        }
    }

    /// Opens an address (a path, or a whole one as it stands in a mail) and follows redirects.
    pub async fn visit(&mut self, address: &str) -> &mut Browser {
        self.go(Method::GET, address, None).await
    }

    /// One request, redirects not followed.
    pub async fn send(
        &mut self,
        method: Method,
        address: &str,
        fields: Option<Vec<(String, String)>>,
        more: &[(&str, &str)],
    ) -> &mut Browser {
        let body = fields.map(|fields| {
            let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
            ("application/x-www-form-urlencoded".to_owned(), body.into_bytes())
        });
        self.request(method, address, body, more).await
    }

    /// The same with a body of any kind: a form with a file.
    pub async fn send_bytes(&mut self, address: &str, kind: &str, body: Vec<u8>) -> &mut Browser {
        self.request(Method::POST, address, Some((kind.to_owned(), body)), &[]).await
    }

    async fn request(&mut self, method: Method, address: &str, body: Option<(String, Vec<u8>)>, more: &[(&str, &str)]) -> &mut Browser {
        let path = address.strip_prefix(&self.origin).unwrap_or(address).to_owned();
        let mut request = self.client.request(method, format!("{}{path}", self.origin));
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request = request.header(COOKIE, cookies.join("; "));
        }
        for (name, value) in &self.always {
            request = request.header(*name, value);
        }
        for (name, value) in more {
            request = request.header(*name, *value);
        }
        if let Some((kind, body)) = body {
            request = request.header("content-type", kind).body(body);
        }
        let response = request.send().await.expect("the site answers");
        self.status = response.status();
        self.headers = response.headers().clone();
        for line in self.headers.get_all(SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        self.address = path;
        self.body = response.text().await.unwrap();
        self.filled.clear();
        self
    }

    async fn go(&mut self, method: Method, address: &str, fields: Option<Vec<(String, String)>>) -> &mut Browser {
        self.send(method, address, fields, &[]).await;
        for _ in 0..10 {
            if !self.status.is_redirection() {
                break;
            }
            let next = self.headers[LOCATION].to_str().unwrap().to_owned();
            self.send(Method::GET, &next, None, &[]).await;
        }
        assert!(!self.status.is_redirection(), "too many redirects, at {}", self.address);
        // What is packed in a PDF may hold any bytes, also those of the mark.
        let packed = self.headers.get(CONTENT_TYPE).is_some_and(|kind| kind == "application/pdf");
        assert!(packed || !self.body.contains('⟦'), "a word is missing on {}:\n{}", self.address, self.body);
        self.screens.push(self.address.clone());
        self
    }

    fn page(&self) -> Html {
        Html::parse_document(&self.body)
    }

    /// The words of the page, with spaces and apostrophes folded.
    pub fn text(&self) -> String {
        folded(&self.page().root_element().text().collect::<String>())
    }

    /// The page's only h1.
    pub fn heading(&self) -> String {
        let page = self.page();
        let headings: Vec<String> = page.select(&selector("h1")).map(|h1| folded(&h1.text().collect::<String>())).collect();
        assert_eq!(headings.len(), 1, "one h1 on {}: {headings:?}\n{}", self.address, self.text());
        headings[0].clone()
    }

    pub fn sees(&self, words: &str) -> &Browser {
        assert!(self.text().contains(&folded(words)), "« {words} » on {} ({}):\n{}", self.address, self.status, self.text());
        self
    }

    pub fn does_not_see(&self, words: &str) -> &Browser {
        assert!(!self.text().contains(&folded(words)), "« {words} » should not be on {}", self.address);
        self
    }

    pub fn sees_heading(&self, words: &str) -> &Browser {
        assert_eq!(self.heading(), folded(words), "on {}", self.address);
        self
    }

    /// Follows the link with these words.
    pub async fn click(&mut self, words: &str) -> &mut Browser {
        let href = {
            let page = self.page();
            let link = page.select(&selector("a[href]")).find(|link| folded(&link.text().collect::<String>()).contains(&folded(words)));
            let link = link.unwrap_or_else(|| panic!("a link « {words} » on {}:\n{}", self.address, self.text()));
            link.value().attr("href").unwrap().to_owned()
        };
        self.visit(&href).await
    }

    /// Types into the field with this label.
    pub fn fill(&mut self, label: &str, value: &str) -> &mut Browser {
        let name = {
            let page = self.page();
            let labels: Vec<ElementRef<'_>> =
                page.select(&selector("label")).filter(|tag| folded(&tag.text().collect::<String>()).trim() == folded(label)).collect();
            let tag = labels.first().unwrap_or_else(|| panic!("a label « {label} » on {}:\n{}", self.address, self.text()));
            let id = tag.value().attr("for").unwrap();
            let field = page.select(&selector(&format!("[id='{id}']"))).next().expect("the field of the label");
            field.value().attr("name").unwrap().to_owned()
        };
        self.filled.insert(name, value.to_owned());
        self
    }

    /// Presses the button with these words; of several, the one whose form was filled in.
    pub async fn press(&mut self, words: &str) -> &mut Browser {
        let (method, action, fields) = self.form_of(words);
        if method == "get" {
            let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
            return self.visit(&format!("{action}?{query}")).await;
        }
        self.go(Method::POST, &action, Some(fields)).await
    }

    /// What pressing a button would send.
    pub fn form_of(&self, words: &str) -> (String, String, Vec<(String, String)>) {
        let page = self.page();
        let mut found = None;
        for form in page.select(&selector("form")) {
            let Some(button) =
                form.select(&selector("button")).find(|button| folded(&button.text().collect::<String>()).trim() == folded(words))
            else {
                continue;
            };
            let fields = fields_of(form, button, &self.filled);
            let filled = fields.iter().any(|(name, _)| self.filled.contains_key(name));
            if filled || found.is_none() {
                let method = form.value().attr("method").unwrap_or("get").to_lowercase();
                found = Some((method, form.value().attr("action").unwrap_or(&self.address).to_owned(), fields));
            }
            if filled {
                break;
            }
        }
        found.unwrap_or_else(|| panic!("a button « {words} » on {}:\n{}", self.address, self.text()))
    }

    /// Signs in with a user name or address.
    pub async fn sign_in(&mut self, slug: &str, name: &str, password: &str) -> &mut Browser {
        self.visit(&format!("/{slug}/sign-in")).await;
        self.fill("Nom d'utilisateur", name).fill("Mot de passe", password);
        self.press("Connexion").await
    }
}

fn fields_of(form: ElementRef<'_>, button: ElementRef<'_>, filled: &BTreeMap<String, String>) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for field in form.select(&selector("input[name], textarea[name], select[name]")) {
        let tag = field.value();
        let name = tag.attr("name").unwrap().to_owned();
        let shown = match tag.name() {
            "textarea" => field.text().collect::<String>().trim_start_matches('\n').to_owned(),
            "select" => {
                let options: Vec<ElementRef<'_>> = field.select(&selector("option")).collect();
                let chosen = options.iter().find(|option| option.value().attr("selected").is_some()).or(options.first());
                chosen.and_then(|option| option.value().attr("value")).unwrap_or_default().to_owned()
            }
            _ => tag.attr("value").unwrap_or_default().to_owned(),
        };
        let ticked = match tag.attr("type") {
            Some("checkbox" | "radio") => filled.get(&name).map_or(tag.attr("checked").is_some(), |value| *value == shown || value == "on"),
            _ => true,
        };
        if ticked {
            let value = match tag.attr("type") {
                Some("checkbox" | "radio") => shown,
                _ => filled.get(&name).cloned().unwrap_or(shown),
            };
            fields.push((name, value));
        }
    }
    if let Some(name) = button.value().attr("name") {
        fields.push((name.to_owned(), button.value().attr("value").unwrap_or_default().to_owned()));
    }
    fields
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).unwrap()
}

/// Spaces and apostrophes as anybody would type them.
pub fn folded(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ").replace('’', "'").split_whitespace().collect::<Vec<_>>().join(" ")
}
