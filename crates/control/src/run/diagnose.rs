//! A diagnosis of a deployment without a change to it, for `keyplane doctor`.

use std::{os::unix::fs::PermissionsExt as _, path::Path};

use keyplane_entity::{Scope, Timestamp, audit_chain, audit_event, instance};
use keyplane_migrations::{Migrator, Standing, standing};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    Statement,
};
use secrecy::ExposeSecret as _;

use super::{
    control::Control,
    finding::{Finding, Health},
    open::{explain, master_key},
    options::Options,
};
use crate::{
    error::Error,
    store::{
        MIN_DATABASE_CONNECTIONS, OpenError, audit,
        database::{Database, Target},
    },
};

/// A difference of the clocks that is worth a warning, and one at which a server is not ready, in
/// milliseconds.
const CLOCK_WARN: i64 = 5_000;
const CLOCK_FAIL: i64 = 30_000;

impl Control {
    /// Looks at the database, its schema, the clock, the master key and the audit chains. Creates
    /// and migrates nothing, so it is safe beside running servers.
    pub async fn diagnose(options: &Options) -> Vec<Finding> {
        let url = options.database_url.expose_secret();
        let target = match Target::parse(url) {
            Ok(target) => target,
            Err(error) => {
                let advice = "correct database_url";
                return vec![Finding::fail("database", error.to_string(), advice)];
            }
        };

        // Opening the file removes these permissions.
        let mut findings = files_of(&target);
        let connections = MIN_DATABASE_CONNECTIONS;
        match Database::connect(&options.database_url, false, false, connections).await {
            Ok(database) => {
                let diagnosis = Diagnosis { database: &database, options };
                findings.extend(diagnosis.run(&target).await);
                // It is closed when the process ends, too.
                let _ = database.close().await;
            }
            Err(error) => findings.push(unreachable(error, &target)),
        }
        findings
    }
}

fn unreachable(error: OpenError, target: &Target) -> Finding {
    let is_missing = matches!(
        (&error, target),
        (OpenError::File { error, .. }, Target::Sqlite(_))
            if error.kind() == std::io::ErrorKind::NotFound
    );
    if is_missing {
        let message = format!("{target} does not exist");
        let advice = "start the server once, or correct database_url or data_dir";
        return Finding::fail("database", message, advice);
    }
    Finding::fail(
        "database",
        explain(error, target).to_string(),
        "correct database_url, or start the database",
    )
}

/// The permissions of a SQLite file and of those that SQLite keeps beside it.
fn files_of(target: &Target) -> Vec<Finding> {
    let path = match target {
        Target::Sqlite(path) => path,
        Target::Postgres(_) => return Vec::new(),
    };
    let suffixed = ["", "-wal", "-shm"].map(|suffix| {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        name
    });
    suffixed.iter().filter_map(|name| open_to_others(Path::new(name))).collect()
}

fn open_to_others(path: &Path) -> Option<Finding> {
    let mode = std::fs::metadata(path).ok()?.permissions().mode() & 0o777;
    let message = format!("other users can open {} (mode {mode:03o})", path.display());
    let advice = format!("run: chmod o= {}", path.display());
    (mode & 0o007 != 0).then(|| Finding::warn("database", message, advice))
}

struct Diagnosis<'a> {
    database: &'a Database,
    options: &'a Options,
}

impl Diagnosis<'_> {
    /// Each check in turn; one that fails says so, and the others still run.
    async fn run(&self, target: &Target) -> Vec<Finding> {
        let schema = self.schema().await;
        let mut findings = vec![Finding::ok("database", format!("{target} answers"))];
        let is_known = schema.health == Health::Ok;
        findings.push(schema);
        findings.push(self.clock().await.unwrap_or_else(|error| failed("clock", &error)));
        if is_known {
            findings.extend(
                self.instance().await.unwrap_or_else(|error| vec![failed("master key", &error)]),
            );
            findings.push(self.audit().await.unwrap_or_else(|error| failed("audit", &error)));
        }
        findings
    }

    async fn schema(&self) -> Finding {
        match standing::<Migrator>(self.database.writer()).await {
            Ok(Standing::Current) => Finding::ok("schema", "every migration is applied"),
            Ok(Standing::Behind) => {
                let advice = "run `keyplane migrate`, or start without --no-migrate";
                Finding::warn("schema", "some migrations are not applied", advice)
            }
            Ok(Standing::Ahead(migration)) => Finding::fail(
                "schema",
                OpenError::Newer { migration }.to_string(),
                "use the release that upgraded the database, or a later one",
            ),
            Err(error) => failed("schema", &Error::from(error)),
        }
    }

    /// Compares the clock of this machine with that of PostgreSQL.
    async fn clock(&self) -> Result<Finding, Error> {
        if self.database.postgres().is_none() {
            return Ok(Finding::ok("clock", format!("it is {}", self.options.clock.now())));
        }
        let sql = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now";
        let statement = Statement::from_string(DbBackend::Postgres, sql);
        let row = self.database.read.query_one_raw(statement).await?;
        let theirs = row.map(|row| row.try_get("", "now")).transpose()?.map(Timestamp);
        let Some(theirs) = theirs else {
            return Ok(Finding::warn("clock", "the database has no clock", "see its log"));
        };
        Ok(compare_clocks(self.options.clock.now(), theirs))
    }

    /// The values that the first start fixed: the public URL and the master key.
    async fn instance(&self) -> Result<Vec<Finding>, Error> {
        let instance = instance::Entity::find().one(&self.database.read).await?;
        let Some(instance) = instance else {
            let advice = "start the server once";
            return Ok(vec![Finding::warn("instance", "the database is empty", advice)]);
        };
        Ok(vec![self.public_url(&instance), self.master_key(&instance)])
    }

    fn public_url(&self, instance: &instance::Model) -> Finding {
        let remembered = &instance.public_url;
        match &self.options.public_url {
            Some(given) if given.as_str() != remembered => Finding::fail(
                "public URL",
                format!("it is {given}, but the database was used with {remembered}"),
                "give the old one, or start once with --change-public-url: every issuer changes",
            ),
            Some(_) | None => Finding::ok("public URL", remembered.clone()),
        }
    }

    fn master_key(&self, instance: &instance::Model) -> Finding {
        match master_key::read(&self.options.master_key_file, &instance.master_key_id) {
            Ok(key) => Finding::ok("master key", format!("{} fits the database", key.id())),
            Err(error) => Finding::fail(
                "master key",
                error.to_string(),
                "without this key no private key in the database can be used; see docs/operations.md",
            ),
        }
    }

    /// Whether the head of every audit chain is its last event, and whether the hash of the newest
    /// event of the instance is right. `keyplane audit verify` reads every event.
    async fn audit(&self) -> Result<Finding, Error> {
        #[derive(FromQueryResult)]
        struct Chains {
            chains: i64,
            broken: i64,
        }
        let sql = "SELECT count(*) AS chains, count(CASE WHEN e.hash IS NULL OR e.hash <> c.hash \
                   THEN 1 END) AS broken FROM audit_chain c LEFT JOIN audit_event e \
                   ON e.scope_id = c.scope_id AND e.sequence = c.sequence WHERE c.sequence > 0";
        let backend = match self.database.postgres() {
            Some(_) => DbBackend::Postgres,
            None => DbBackend::Sqlite,
        };
        let statement = Statement::from_string(backend, sql);
        let row = self.database.read.query_one_raw(statement).await?;
        let found = row.map(|row| Chains::from_query_result(&row, "")).transpose()?;
        let Some(Chains { chains, broken }) = found else {
            return Ok(Finding::warn("audit", "the chains cannot be counted", "see the log"));
        };

        if broken > 0 || !self.newest_fits().await? {
            let message =
                format!("{} of {chains} chains do not end with their event", broken.max(1));
            let advice = "the log was changed outside of Keyplane: compare it with a backup";
            return Ok(Finding::fail("audit", message, advice));
        }
        Ok(Finding::ok("audit", format!("the heads of {chains} chains fit their events")))
    }

    async fn newest_fits(&self) -> Result<bool, Error> {
        let head = audit_chain::Entity::find()
            .filter(audit_chain::Column::ScopeId.eq(Scope::Instance.id()))
            .one(&self.database.read)
            .await?;
        let Some(head) = head else { return Ok(true) };
        let newest = audit_event::Entity::in_scope(Scope::Instance)
            .filter(audit_event::Column::Sequence.lte(head.sequence))
            .order_by_desc(audit_event::Column::Sequence)
            .one(&self.database.read)
            .await?;
        match newest {
            Some(newest) => Ok(audit::hash(&newest)? == head.hash),
            None => Ok(head.sequence == 0),
        }
    }
}

fn compare_clocks(ours: Timestamp, theirs: Timestamp) -> Finding {
    let ahead = ours.millis_since(theirs);
    let off = ahead.unsigned_abs();
    let message = format!(
        "this machine's clock is {}.{:01} s {} the database's",
        off / 1000,
        off % 1000 / 100,
        if ahead < 0 { "behind" } else { "ahead of" }
    );
    let advice = "correct it, with chrony or systemd-timesyncd for example";
    if ahead.abs() >= CLOCK_FAIL {
        Finding::fail("clock", format!("{message}: a server is not ready"), advice)
    } else if ahead.abs() >= CLOCK_WARN {
        Finding::warn("clock", message, advice)
    } else {
        Finding::ok("clock", message)
    }
}

fn failed(check: &'static str, error: &Error) -> Finding {
    Finding::fail(check, format!("the check failed: {error}"), "see whether the database is well")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_off_by_five_seconds_is_a_warning_and_by_thirty_a_failure() {
        let found = |ours| compare_clocks(Timestamp(ours), Timestamp(100_000)).health;
        assert_eq!(found(104_999), Health::Ok);
        assert_eq!(found(95_001), Health::Ok);
        assert_eq!(found(105_000), Health::Warn);
        assert_eq!(found(95_000), Health::Warn);
        assert_eq!(found(130_000), Health::Fail);
        assert_eq!(found(70_000), Health::Fail);
        let text = compare_clocks(Timestamp(107_250), Timestamp(100_000)).message;
        assert_eq!(text, "this machine's clock is 7.2 s ahead of the database's");
    }
}
