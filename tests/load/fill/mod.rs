//! Fills the database of a data folder directly, while no server runs on it.

mod blank;
mod crowd;
mod rows;
mod words;

use std::{fs, path::Path};

use keyplane_auth::MasterKey;
use keyplane_entity::{application, audit_chain, audit_event, key, project, search_term};
use sea_orm::{
    ActiveModelTrait, ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection,
    EntityTrait, IntoActiveModel, Statement, TransactionTrait as _,
};

use self::rows::{Block, Maker};
pub(crate) use self::{
    crowd::{Crowd, Member, fill_crowd},
    words::{BROAD_WORD, COMMON_WORD, SELECTED, SELECTIVE_WORD},
};
use crate::{
    admin::{self, AdminClient},
    failure::{Doing as _, Failure, Result},
};

/// How many projects are inserted per transaction.
const BLOCK: usize = 2000;
/// Rows per statement: SQLite allows 32,766 variables per statement, and a key has 27 columns.
const ROWS_A_STATEMENT: usize = 1000;

/// Makes `projects` projects, two applications and four keys each, in the data folder of a server
/// that was started once and stopped.
pub(crate) async fn fill(data: &Path, projects: usize) -> Result<()> {
    let path = data.join("master-key.json");
    let master = fs::read_to_string(&path).doing(format!("reading {}", path.display()))?;
    let master =
        MasterKey::from_file_text(&master).map_err(|error| Failure::Setup(error.to_string()))?;

    let creator = AdminClient::of(data)?.kid().to_owned();
    let database = open(data).await?;
    let indices = drop_indices(&database).await?;

    let mut maker = Maker::new(master, creator, projects, admin::now()?)?;
    for block in (0..projects).step_by(BLOCK) {
        let mut rows = Block::default();
        for number in block..(block + BLOCK).min(projects) {
            maker.add(number, &mut rows)?;
        }
        insert(&database, rows).await?;
    }

    for index in indices {
        database.execute_unprepared(&index).await?;
    }
    database.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
    Ok(database.close().await?)
}

async fn open(data: &Path) -> Result<DatabaseConnection> {
    let path = data.join("keyplane.db");
    let mut options = ConnectOptions::new(format!("sqlite:{}", path.display()));
    options.max_connections(1).sqlx_logging(false);
    let database = Database::connect(options).await?;
    // An interrupted filling is discarded, so nothing has to be durable.
    for pragma in ["synchronous = OFF", "cache_size = -262144", "foreign_keys = OFF"] {
        database.execute_unprepared(&format!("PRAGMA {pragma}")).await?;
    }
    Ok(database)
}

/// Drops the indices that are not constraints and returns the statements that create them.
/// Building an index once is faster than updating it for each row.
async fn drop_indices(database: &DatabaseConnection) -> Result<Vec<String>> {
    let sql = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL";
    let statement = Statement::from_string(database.get_database_backend(), sql);
    let mut indices = Vec::new();
    for row in database.query_all_raw(statement).await? {
        let name: String = row.try_get("", "name")?;
        database.execute_unprepared(&format!("DROP INDEX \"{name}\"")).await?;
        indices.push(row.try_get("", "sql")?);
    }
    Ok(indices)
}

async fn insert(database: &DatabaseConnection, block: Block) -> Result<()> {
    let transaction = database.begin().await?;
    let Block { projects, applications, keys, chains, events, mut terms } = block;
    // In the order of the primary key.
    terms.sort_unstable_by(|a, b| (a.scope_id, &a.term).cmp(&(b.scope_id, &b.term)));
    insert_all::<project::Entity, _>(&transaction, projects).await?;
    insert_all::<application::Entity, _>(&transaction, applications).await?;
    insert_all::<key::Entity, _>(&transaction, keys).await?;
    insert_all::<audit_chain::Entity, _>(&transaction, chains).await?;
    insert_all::<audit_event::Entity, _>(&transaction, events).await?;
    insert_all::<search_term::Entity, _>(&transaction, terms).await?;
    Ok(transaction.commit().await?)
}

async fn insert_all<E, A>(
    database: &impl sea_orm::ConnectionTrait,
    rows: Vec<E::Model>,
) -> Result<()>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<A>,
    A: ActiveModelTrait<Entity = E>,
{
    let mut rows = rows.into_iter().map(IntoActiveModel::into_active_model).peekable();
    while rows.peek().is_some() {
        let part: Vec<A> = rows.by_ref().take(ROWS_A_STATEMENT).collect();
        E::insert_many(part).exec_without_returning(database).await?;
    }
    Ok(())
}
