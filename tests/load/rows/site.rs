//! A filled server and the holder of its admin key.

use std::path::Path;

use serde_json::{Value, json};

use crate::{
    admin::{AdminClient, mutation},
    bench::say,
    failure::{Failure, Result},
    fill,
    server::{Deployment, Server},
};

/// The order of the fields matters on drop: the server stops before its data folder is removed.
#[derive(Debug)]
pub(crate) struct Site {
    /// The server.
    pub server: Server,
    /// Signs the requests.
    pub admin: AdminClient,
    /// Its data folder.
    pub deployment: Deployment,
}

impl Site {
    /// Fills in `projects` projects and starts the server.
    pub(crate) async fn open(projects: usize) -> Result<Self> {
        say(&format!("filling in {projects} projects"));
        let deployment = Deployment::new(&projects.to_string())?;
        // The first start creates the tables and the admin key.
        deployment.start().await?.process.stop().await?;
        fill::fill(&deployment.data, projects).await?;
        let admin = AdminClient::of(&deployment.data)?;
        let server = deployment.start().await?;
        Ok(Self { server, admin, deployment })
    }

    /// Starts a server on an empty database: the one at this URL, or SQLite in its data folder.
    pub(crate) async fn empty(name: &str, database_url: Option<&str>) -> Result<Self> {
        let mut deployment = Deployment::new(name)?;
        if let Some(url) = database_url {
            deployment = deployment.with_database(url);
        }
        Self::of(deployment).await
    }

    /// Starts a server on the empty database of a deployment.
    pub(crate) async fn of(deployment: Deployment) -> Result<Self> {
        let server = deployment.start().await?;
        let admin = AdminClient::of(&deployment.data)?;
        Ok(Self { server, admin, deployment })
    }

    /// Stops the server and returns its whole log.
    pub(crate) async fn stop(self) -> Result<String> {
        self.server.process.stop().await?;
        self.deployment.log()
    }

    /// Stops the server and starts it again.
    pub(crate) async fn restart(self) -> Result<Self> {
        self.filled(async |_: &Path| Ok(())).await.map(|(site, ())| site)
    }

    /// As `restart`, but runs `fill` on the data folder while the server is stopped.
    pub(crate) async fn filled<T>(
        self,
        fill: impl AsyncFnOnce(&Path) -> Result<T>,
    ) -> Result<(Self, T)> {
        let Self { server, admin, deployment } = self;
        server.process.stop().await?;
        let filled = fill(&deployment.data).await?;
        let server = deployment.start().await?;
        Ok((Self { server, admin, deployment }, filled))
    }

    /// Runs a mutation and returns its payload.
    pub(crate) async fn mutate(&self, name: &str, input: Value, fields: &str) -> Result<Value> {
        let query = mutation(name, fields);
        let mut data = self.ask(&query, json!({ "input": input })).await?;
        Ok(data[name].take())
    }

    /// Runs a query.
    pub(crate) async fn ask(&self, query: &str, variables: Value) -> Result<Value> {
        self.admin.ask(&self.server, query, variables).await
    }

    /// A text at this JSON pointer in the answer to a query without variables.
    pub(crate) async fn text(&self, query: &str, pointer: &str) -> Result<String> {
        let answer = self.ask(query, json!({})).await?;
        let text = answer.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
        text.ok_or_else(|| Failure::Answer(format!("{query}: no {pointer} in {answer}")))
    }
}
