//! The audiences that an application lists for its assertions, besides its issuer.

use keyplane_auth::shown;
use keyplane_entity::{
    application::{self, Audiences, Column},
    id::{ApplicationId, ProjectId},
};
use sea_orm::{DbBackend, ExprTrait as _, QueryFilter, sea_query::Expr};

use super::settings::Labelled;
use crate::{error::Error, operate::write::Write};

const FIELD: &str = "assertionAudiences";
/// Maximum number of audiences.
const MAX_AUDIENCES: usize = 5;
/// Maximum length of an audience, in bytes.
const MAX_AUDIENCE: usize = 1024;

/// Checks audiences: each once, in the order in which they are given.
pub(super) fn check_audiences(field: &str, given: Vec<String>) -> Result<Audiences, Error> {
    let refuse = |why: String| Err(Error::input(field, why));
    if given.len() > MAX_AUDIENCES {
        return refuse(format!("must be at most {MAX_AUDIENCES} values"));
    }
    for (at, audience) in given.iter().enumerate() {
        let printable = audience.bytes().all(|byte| byte.is_ascii_graphic());
        if audience.is_empty() || audience.len() > MAX_AUDIENCE || !printable {
            return refuse(format!(
                "a value has 1 to {MAX_AUDIENCE} printable ASCII characters without blanks, as in aud"
            ));
        }
        if ApplicationId::has_form(audience) {
            return refuse(format!(
                "{} has the form of an application's ID: an application's JWTs for gateways have it as \
                 audience",
                shown(audience)
            ));
        }
        if given[..at].contains(audience) {
            return refuse(format!("{} is listed twice", shown(audience)));
        }
    }
    Ok(Audiences(given))
}

impl Write {
    /// Refuses an audience of JWTs that the application sends elsewhere: to an API, to a gateway, or to
    /// another project of this server. Their receiver must not be able to authenticate as the
    /// application.
    pub(super) async fn refuse_audiences_of_others(&self, of: &Labelled) -> Result<(), Error> {
        let Labelled { row, aliases, .. } = of;
        let audiences = &row.assertion_audiences.0;
        if audiences.is_empty() {
            return Ok(());
        }
        let refuse = |why: String| Err(Error::input(FIELD, why));

        if let Some(own) = audiences.iter().find(|audience| aliases.contains(audience)) {
            return refuse(format!(
                "{} is a client ID alias of the application: its JWTs for gateways have it as audience",
                shown(own)
            ));
        }
        let (project, server) = (self.project(row.project_id).await?, self.known.public_url());
        let is_foreign = |audience: &&String| server.is_of_other_project(audience, &project.slug);
        if let Some(foreign) = audiences.iter().find(is_foreign) {
            return refuse(format!(
                "{} is a URL of another project of this server",
                shown(foreign)
            ));
        }
        if let Some(api) = self.api_identified(row.project_id, audiences).await? {
            return refuse(format!(
                "{} is the identifier of the API {}, which could authenticate with a token that it \
                 receives",
                shown(&api.identifier),
                api.name
            ));
        }
        Ok(())
    }
}

/// Refuses the identifier of a new API that an application of its project lists as an audience of its
/// assertions.
pub(crate) async fn refuse_asserted_audience(
    write: &Write,
    project: ProjectId,
    identifier: &str,
) -> Result<(), Error> {
    // An identifier has no character that JSON escapes, so its quoted text is found as it is.
    let parts = [
        Expr::col(Column::AssertionAudiences).cast_as("text"),
        Expr::val(format!("\"{identifier}\"")),
    ];
    let place = if write.known.store().backend() == DbBackend::Sqlite {
        Expr::cust_with_exprs("instr(?, ?)", parts)
    } else {
        Expr::cust_with_exprs("strpos($1, $2)", parts)
    };
    let same = application::Entity::in_project(project).filter(place.gt(0));
    match same.one(write.db()).await? {
        None => Ok(()),
        Some(application) => Err(Error::input(
            "identifier",
            format!(
                "must not be an audience of an application's assertions; it is one of {}",
                application.id
            ),
        )),
    }
}
