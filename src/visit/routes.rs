//! The addresses of a feature, and what each asks for.

use axum::Router;
use axum::handler::Handler;
use axum::routing;

/// The first parameter of every handler: it says who may call it.
pub trait Asker {
    /// What is asked of the visitor, as `magistere routes` prints it.
    fn access() -> String;
}

/// A handler's parameters, of which the first is an [`Asker`]. `M` is axum's own marker.
pub trait Parameters {
    /// What the first parameter asks for.
    fn access() -> String;
}

impl<M, A: Asker> Parameters for (M, A) {
    fn access() -> String {
        A::access()
    }
}

impl<M, A: Asker, B> Parameters for (M, A, B) {
    fn access() -> String {
        A::access()
    }
}

impl<M, A: Asker, B, C> Parameters for (M, A, B, C) {
    fn access() -> String {
        A::access()
    }
}

impl<M, A: Asker, B, C, D> Parameters for (M, A, B, C, D) {
    fn access() -> String {
        A::access()
    }
}

/// One address, for `magistere routes` and the permission tests.
#[derive(Clone, Debug, serde::Serialize)]
pub struct RouteInfo {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Below the académie, with `{…}` for what varies.
    pub path: &'static str,
    /// The feature's folder.
    pub feature: &'static str,
    /// `open`, `member`, or an object and what may be done with it.
    pub permission: String,
}

/// The addresses of one feature.
pub struct Routes {
    feature: &'static str,
    list: Vec<RouteInfo>,
    router: Router,
}

impl Routes {
    /// No address yet.
    pub fn of(feature: &'static str) -> Routes {
        Routes { feature, list: Vec::new(), router: Router::new() }
    }

    /// A page. Answers HEAD as well.
    pub fn get<H, T>(mut self, path: &'static str, handler: H) -> Routes
    where
        H: Handler<T, ()>,
        T: Parameters + 'static,
    {
        self.note("GET", path, T::access());
        self.router = self.router.route(path, routing::get(handler));
        self
    }

    /// A form.
    pub fn post<H, T>(mut self, path: &'static str, handler: H) -> Routes
    where
        H: Handler<T, ()>,
        T: Parameters + 'static,
    {
        self.note("POST", path, T::access());
        self.router = self.router.route(path, routing::post(handler));
        self
    }

    /// Adds another feature's addresses.
    pub fn and(mut self, other: Routes) -> Routes {
        self.list.extend(other.list);
        self.router = self.router.merge(other.router);
        self
    }

    /// Every address, in the order of the features.
    pub fn list(&self) -> &[RouteInfo] {
        &self.list
    }

    /// The router itself.
    pub fn into_router(self) -> Router {
        self.router
    }

    fn note(&mut self, method: &'static str, path: &'static str, permission: String) {
        self.list.push(RouteInfo { method, path, feature: self.feature, permission });
    }
}
