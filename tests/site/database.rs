//! A PostgreSQL database of its own for each test, on the server that `MAGISTERE_TEST_POSTGRES` names.

use db::Location;
use tokio_postgres::NoTls;

/// A database that is there for one test.
pub struct Fresh {
    server: String,
    name: String,
}

impl Fresh {
    /// A new database; nothing when no server is named.
    pub async fn database() -> Option<Fresh> {
        let server = std::env::var("MAGISTERE_TEST_POSTGRES").ok()?;
        let name = format!("magistere_test_{}", magistere::secrets::hex(&magistere::chance::bytes::<8>().unwrap()));
        run(&server, &format!("create database {name}")).await;
        Some(Fresh { server, name })
    }

    /// Removes it.
    pub async fn drop(self) {
        run(&self.server, &format!("drop database if exists {} with (force)", self.name)).await;
    }
}

/// Where the product finds it.
pub fn location(fresh: &Fresh) -> Location {
    let (base, _) = fresh.server.rsplit_once('/').unwrap();
    Location::Postgres(format!("{base}/{}", fresh.name))
}

async fn run(server: &str, sql: &str) {
    let (client, connection) = tokio_postgres::connect(server, NoTls).await.unwrap();
    tokio::spawn(connection);
    client.batch_execute(sql).await.unwrap();
}
