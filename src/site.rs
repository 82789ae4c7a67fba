//! The outer layer: what happens to every request before and after its handler.
//!
//! Host → assets → académie (the first segment) → who is asking → same-origin → handler → problems as pages → headers → compression.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, FromRequest, Request};
use axum::http::request::Parts;
use axum::http::{Method, Uri, header};
use axum::response::Response;
use passwords::IpPrefix;
use web::{Filled, Language, Problem, Scene};

use crate::academies::Academy;
use crate::app::App;
use crate::assets::ASSETS;
use crate::people::session::{self, Cookie};
use crate::visit::arrival::{Arrival, arrival};
use crate::visit::kept::{self, Resume};
use crate::visit::{Asked, Carried, OrProblem, Visit, device, language};
use crate::{features, problems, sign_in};

/// Forms that are no browser's: whoever sends them has a token in the address that can do this one thing, and nothing else of hers counts.
/// What each is, and what keeps it from harm: `tests/guards/exempt_forms.txt`.
pub const FROM_ANYWHERE: &[&str] = &["/unsubscribe/"];

struct Site {
    app: App,
    inside: Router,
    outside: Router,
}

/// The whole site as one service.
pub fn router(app: App) -> Router {
    let site = Site {
        inside: web::guard::around(features::routes().into_router(), &app.config.origin),
        outside: web::guard::around(features::root_routes(app.config.demo).into_router(), &app.config.origin),
        app,
    };
    let site = Arc::new(site);
    Router::new().fallback(move |request: Request| answer(site.clone(), request))
}

async fn answer(site: Arc<Site>, request: Request) -> Response {
    let asked = request.headers().clone();
    let mut response = dispatch(&site, request).await;
    web::headers::dress(&mut response, site.app.config.is_secure());
    web::compress::answer(&asked, response).await
}

async fn dispatch(site: &Site, request: Request) -> Response {
    if !is_for_us(&site.app, &request) {
        return problems::bare(&site.app, Problem::WrongHost);
    }
    if let Some(name) = request.uri().path().strip_prefix("/assets/") {
        return match *request.method() {
            Method::GET | Method::HEAD => web::assets::serve(ASSETS, name, request.headers()),
            _ => problems::bare(&site.app, Problem::MethodNotAllowed),
        };
    }
    match enter(site, request).await {
        Ok(response) => response,
        Err(problem) => problems::bare(&site.app, problem),
    }
}

/// Whether every place of a request that names a host names ours.
fn is_for_us(app: &App, request: &Request) -> bool {
    let known = |host: &str| app.config.hosts.iter().any(|known| known.eq_ignore_ascii_case(host));
    let mut named = request.headers().get_all(header::HOST).iter();
    let one = named.next().and_then(|host| host.to_str().ok()).is_some_and(known) && named.next().is_none();
    one && request.uri().authority().is_none_or(|authority| known(authority.as_str()))
}

/// Finds the académie and who is asking, then lets the handler answer.
async fn enter(site: &Site, request: Request) -> Result<Response, Problem> {
    let app = &site.app;
    let (mut parts, body) = request.into_parts();
    let address = parts.uri.path_and_query().map_or("/", |address| address.as_str()).to_owned();
    let (slug, rest) = split(&address);
    if parts.method == Method::POST && FROM_ANYWHERE.iter().any(|beginning| rest.starts_with(beginning)) {
        web::guard::from_nowhere(&mut parts.headers);
    }
    let jar = web::cookies::Jar { secure: app.config.is_secure() };
    let cookie = jar.read(&parts.headers, session::COOKIE).and_then(|value| Cookie::read(&app.secrets, value));
    let now = app.clock.now();
    let arrived = arrival(&app.db, slug, cookie.as_ref(), now).await.or_problem()?;
    let inside = arrived.academy.is_some();
    let below = if inside { rest } else { address.as_str() };
    let mut visit = visit(app, &parts, arrived, cookie, now, &address, below);
    if inside && !rest.starts_with('/') {
        // `/ac-besancon` is `/ac-besancon/`, whatever its query.
        return visit.go(&format!("/{rest}"));
    }
    let router = if inside { &site.inside } else { &site.outside };
    // An address whose first segment could be an académie's is answered by the list of those there are.
    let unknown_academy = !inside && !is_root_page(slug, app.config.demo);

    parts.uri = below.parse::<Uri>().map_err(|_| Problem::BadRequest)?;
    let (body, copy) = if parts.method == Method::POST {
        // Kept beside the handler's copy, so that a form whose session is over can be carried through signing in.
        let known = visit.cookie_owner.is_some();
        let limit = match known {
            true if web::body::is_multipart(&parts.headers) => web::body::UPLOAD_LIMIT,
            true => web::body::FORM_LIMIT,
            false => web::body::STRANGERS_LIMIT,
        };
        let bytes = match web::body::read_form(Request::from_parts(parts.clone(), body), limit, visit.cookie_owner).await {
            Ok(bytes) => bytes,
            Err(problem) => return problems::page(&visit, problem),
        };
        visit.note_carried(&bytes);
        let copy = match web::body::is_multipart(&parts.headers) {
            false => Some(bytes.clone()),
            // A file does not wait behind signing in and is chosen once more; what was typed beside it does.
            true if visit.session.is_none() => text_of(&parts, &bytes).await,
            true => None,
        };
        (Body::from(bytes), copy)
    } else {
        (body, None)
    };
    parts.extensions.insert(visit.clone());
    if let Some((living, _)) = &visit.session {
        session::renew(&app.db, living, visit.now).await.or_problem()?;
    }
    let response = web::guard::call(router, Request::from_parts(parts, body)).await;
    let response = finish(site, &visit, response, copy.as_deref(), unknown_academy).await?;
    Ok(match Language::from_tag(visit.query().value("lang")) {
        Some(language) => language::remember(&visit, response, language),
        None => response,
    })
}

/// The text fields of a form that brings files, as a form without files would send them.
async fn text_of(parts: &Parts, bytes: &Bytes) -> Option<Bytes> {
    let request = Request::from_parts(parts.clone(), Body::from(bytes.clone()));
    let form = Filled::from_request(request, &()).await.ok()?;
    let fields = form.keepable();
    Some(url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish().into())
}

/// Turns what a handler could not answer into a page.
async fn finish(
    site: &Site,
    visit: &Visit,
    mut response: Response,
    typed: Option<&[u8]>,
    unknown_academy: bool,
) -> Result<Response, Problem> {
    if let Some(resume) = response.extensions_mut().remove::<Resume>() {
        return resumed(site, visit, response, resume).await;
    }
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return Ok(response) };
    let allow = response.headers_mut().remove(header::ALLOW);
    match problem {
        Problem::MethodNotAllowed => {
            let mut page = problems::page(visit, problem)?;
            page.headers_mut().extend(allow.map(|methods| (header::ALLOW, methods)));
            Ok(page)
        }
        Problem::SignIn => match typed {
            Some(typed) => sign_in::direct::resume(visit, kept::seal(visit, &Filled::parse(typed))),
            None => visit.sign_in_first(&language::without_choice(&visit.address)),
        },
        Problem::SecondFactor => sign_in::second_factor::once_more(visit, typed.and_then(|typed| kept::seal(visit, &Filled::parse(typed)))),
        Problem::NotFound if unknown_academy => problems::unknown_academy(visit).await,
        problem => problems::page(visit, problem),
    }
}

/// Shows a kept form again to the person who has just signed in, filled with what she had typed.
async fn resumed(site: &Site, visit: &Visit, response: Response, resume: Resume) -> Result<Response, Problem> {
    let app = &site.app;
    let cookie = Cookie::read(&app.secrets, &resume.session);
    let Arrival { session, .. } = arrival(&app.db, &visit.academy.slug, cookie.as_ref(), visit.now).await.or_problem()?;
    let preferred = session.as_ref().and_then(|(_, person)| Language::from_tag(person.language.as_deref()?));
    let language = preferred.unwrap_or(visit.scene.language);
    let path = resume.kept.path.clone();
    let again = Visit::new(Asked {
        app: app.clone(),
        academy: visit.academy.clone(),
        scene: Scene { language, ..visit.scene.clone() },
        session,
        cookie_owner: None,
        device: visit.device.clone(),
        network: visit.network,
        now: visit.now,
        address: visit.url(&path),
        path: path.clone(),
        headers: visit.headers.clone(),
        carried: Carried::default(),
        resumed: Some(resume.kept.fields),
    });
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = path.parse::<Uri>().map_err(|_| Problem::BadRequest)?;
    request.extensions_mut().insert(again.clone());
    let mut shown = web::guard::call(&site.inside, request).await;
    if let Some(problem) = shown.extensions_mut().remove::<Problem>() {
        shown = problems::page(&again, problem)?;
    }
    for cookie in response.headers().get_all(header::SET_COOKIE) {
        shown.headers_mut().append(header::SET_COOKIE, cookie.clone());
    }
    Ok(shown)
}

/// Everything that is known of a request before its handler runs.
fn visit(app: &App, request: &Parts, arrived: Arrival, cookie: Option<Cookie>, now: i64, address: &str, below: &str) -> Visit {
    let Arrival { academy, session } = arrived;
    let academy = academy.unwrap_or_else(Academy::nowhere);
    let headers = &request.headers;
    let jar = web::cookies::Jar { secure: app.config.is_secure() };
    let asked_for =
        address.split_once('?').and_then(|(_, query)| query.split('&').find_map(|pair| Language::from_tag(pair.strip_prefix("lang=")?)));
    let chosen = jar.read(headers, language::COOKIE).and_then(Language::from_tag);
    let preferred = session.as_ref().and_then(|(_, person)| Language::from_tag(person.language.as_deref()?));
    let peer = request.extensions.get::<ConnectInfo<SocketAddr>>().map_or(IpAddr::from([127, 0, 0, 1]), |ConnectInfo(peer)| peer.ip());
    Visit::new(Asked {
        scene: Scene {
            words: app.words,
            language: asked_for.or(preferred).or(chosen).unwrap_or(Language::French),
            base: academy.base(),
            assets: ASSETS,
        },
        device: device::Device::read(&app.secrets, jar.read(headers, device::COOKIE)),
        network: IpPrefix::from(client(app, headers, peer)),
        cookie_owner: cookie.and_then(|cookie| cookie.owner),
        session,
        now,
        path: below.split('?').next().unwrap_or("/").to_owned(),
        address: address.to_owned(),
        headers: headers.clone(),
        carried: Carried::default(),
        resumed: None,
        academy,
        app: app.clone(),
    })
}

/// Who is at the other end: behind proxies of ours, the rightmost address of `X-Forwarded-For` that is none of them.
fn client(app: &App, headers: &axum::http::HeaderMap, peer: IpAddr) -> IpAddr {
    let trusted = |address: IpAddr| app.config.trusted_proxies.iter().any(|network| network.contains(address));
    if !trusted(peer) {
        return peer;
    }
    let hops: Vec<&str> =
        headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(',')).collect();
    for hop in hops.iter().rev() {
        match hop_address(hop.trim()) {
            Some(address) if trusted(address) => {}
            Some(address) => return address,
            // Whoever wrote this is no proxy of ours.
            None => return peer,
        }
    }
    peer
}

/// One address of the header; some proxies write its port, and brackets around IPv6.
fn hop_address(hop: &str) -> Option<IpAddr> {
    let bare = hop.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(hop);
    bare.parse().ok().or_else(|| hop.parse::<SocketAddr>().ok().map(|socket| socket.ip()))
}

/// `/ac-besancon/my?x` → (`ac-besancon`, `/my?x`).
fn split(address: &str) -> (&str, &str) {
    let tail = address.strip_prefix('/').unwrap_or(address);
    let end = tail.find(['/', '?']).unwrap_or(tail.len());
    let (slug, rest) = tail.split_at(end);
    (slug, rest)
}

fn is_root_page(slug: &str, demo: bool) -> bool {
    matches!(slug, "" | "language" | "robots.txt" | "favicon.ico") || (demo && matches!(slug, "mailbox" | "styleguide" | "arena-demo"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proxies_write_addresses_in_several_ways() {
        for (hop, address) in [
            ("192.0.2.7", "192.0.2.7"),
            ("192.0.2.7:5555", "192.0.2.7"),
            ("2001:db8::1", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("[2001:db8::1]:443", "2001:db8::1"),
        ] {
            assert_eq!(hop_address(hop), address.parse().ok(), "{hop}");
        }
        for hop in ["", "unknown", "_hidden", "192.0.2.7:x", "[192.0.2.7"] {
            assert_eq!(hop_address(hop), None, "{hop}");
        }
    }

    #[test]
    fn the_first_segment_is_the_academie() {
        assert_eq!(split("/ac-besancon/my?x=1"), ("ac-besancon", "/my?x=1"));
        assert_eq!(split("/ac-besancon"), ("ac-besancon", ""));
        assert_eq!(split("/ac-besancon?x"), ("ac-besancon", "?x"));
        assert_eq!(split("/"), ("", ""));
    }
}
