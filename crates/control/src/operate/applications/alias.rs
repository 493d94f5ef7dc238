//! Aliases of applications: other values of `client_id`, which callers bring along from another server.

use keyplane_auth::shown;
use keyplane_entity::{
    application,
    client_id_alias::{self, Column},
    id::{ApplicationId, ProjectId},
    trusted_issuer,
};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait as _, QueryFilter};

use crate::{error::Error, known::MAX_ALIAS, operate::write::Write, store::database::sole};

/// Maximum number of aliases of an application.
const MAX_ALIASES: usize = 5;
/// Maximum number of aliases of a project. Each process holds those of the projects whose clients use
/// them.
const MAX_IN_PROJECT: u64 = 20_000;

/// Checks the aliases of an application: each once, sorted.
pub(super) fn check_aliases(field: &str, mut given: Vec<String>) -> Result<Vec<String>, Error> {
    let refuse = |why: String| Err(Error::input(field, why));
    if given.len() > MAX_ALIASES {
        return refuse(format!("must be at most {MAX_ALIASES}"));
    }

    given.sort_unstable();
    for (at, alias) in given.iter().enumerate() {
        // VSCHAR of RFC 6749, appendix A.1.
        let is_visible = alias.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        if alias.is_empty() || alias.len() > MAX_ALIAS || !is_visible {
            return refuse(format!("an alias has 1 to {MAX_ALIAS} printable ASCII characters"));
        }
        if alias.starts_with(' ') || alias.ends_with(' ') {
            return refuse(format!("{} has a blank at an end, which HTTP removes", shown(alias)));
        }
        if is_own_form(alias) {
            return refuse(format!(
                "{} has the form of an ID of this server, so it cannot name an application",
                shown(alias)
            ));
        }
        if at > 0 && given[at - 1] == *alias {
            return refuse(format!("{} is listed twice", shown(alias)));
        }
    }
    Ok(given)
}

/// Whether a text looks like the ID of an application, of this version or a later one.
fn is_own_form(alias: &str) -> bool {
    let own = ApplicationId::PREFIX;
    alias.split_once('_').is_some_and(|(prefix, _)| prefix.eq_ignore_ascii_case(own))
}

impl Write {
    /// The aliases of an application of the project, sorted.
    pub(super) async fn aliases(
        &self,
        project: ProjectId,
        application: ApplicationId,
    ) -> Result<Vec<String>, Error> {
        let rows = client_id_alias::Entity::in_project(project)
            .filter(Column::ApplicationId.eq(application))
            .all(self.db())
            .await?;
        // The order of the database depends on its collation.
        let mut aliases: Vec<_> = rows.into_iter().map(|row| row.alias).collect();
        aliases.sort_unstable();
        Ok(aliases)
    }

    /// Stores the aliases of an application that has none. Refuses one that names another
    /// application, or a trusted issuer, whose tokens it would take over.
    pub(super) async fn insert_aliases(
        &self,
        of: &application::Model,
        aliases: &[String],
    ) -> Result<(), Error> {
        if aliases.is_empty() {
            return Ok(());
        }
        let in_project = || client_id_alias::Entity::in_project(of.project_id);
        let names = || aliases.iter().map(String::as_str);
        let taken = in_project().filter(Column::Alias.is_in(names()));
        if let Some(taken) = sole(taken, self.db()).await? {
            return Err(taken_by(format!(
                "{} is an alias of {}: an alias names one application of its project",
                shown(&taken.alias),
                taken.application_id
            )));
        }
        let issuer = trusted_issuer::Entity::in_project(of.project_id)
            .filter(trusted_issuer::Column::Issuer.is_in(names()));
        if let Some(issuer) = sole(issuer, self.db()).await? {
            return Err(taken_by(format!(
                "an alias is the iss of {}, a trusted issuer of this project",
                issuer.id
            )));
        }
        if in_project().count(self.db()).await? + aliases.len() as u64 > MAX_IN_PROJECT {
            return Err(Error::PreconditionFailed(format!(
                "the project would have more than {MAX_IN_PROJECT} client ID aliases, the most that it \
                 can have: remove one first"
            )));
        }

        let rows = aliases.iter().map(|alias| {
            let (project_id, application_id) = (of.project_id, of.id);
            client_id_alias::Model { project_id, alias: alias.clone(), application_id }
                .into_active_model()
        });
        client_id_alias::Entity::insert_many(rows).exec_without_returning(self.db()).await?;
        Ok(())
    }

    /// Deletes the aliases of an application.
    pub(super) async fn delete_aliases(&self, of: ApplicationId) -> Result<(), Error> {
        client_id_alias::Entity::delete_many()
            .filter(Column::ApplicationId.eq(of))
            .exec(self.db())
            .await?;
        Ok(())
    }

    /// Refuses the `iss` of a trusted issuer that is an alias of an application.
    pub(crate) async fn check_no_alias(
        &self,
        project: ProjectId,
        issuer: &str,
    ) -> Result<(), Error> {
        let alias = client_id_alias::Entity::in_project(project).filter(Column::Alias.eq(issuer));
        match sole(alias, self.db()).await? {
            None => Ok(()),
            Some(alias) => Err(Error::Conflict {
                field: Some("issuer"),
                message: format!(
                    "the iss is a client ID alias of {}, an application of this project",
                    alias.application_id
                ),
            }),
        }
    }
}

fn taken_by(message: String) -> Error {
    Error::Conflict { field: Some("clientIdAliases"), message }
}
