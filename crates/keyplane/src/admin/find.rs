//! From names to IDs. A name that several objects have is refused with their IDs.

use std::str::FromStr as _;

use keyplane_auth::shown;
use keyplane_entity::id::{ApiId, ApplicationId, ProjectId};
use serde_json::{Value, json};

use super::{
    fault::Fault,
    list::{Argument, List, Parent},
    session::Session,
};
use crate::{
    admin_api::{AdminApi, AdminApiError, printable},
    failure::Failure,
};

/// The most candidates that an error names.
const MAX_NAMED: usize = 10;

/// The most applications, the newest first, among which one is looked for by its alias: the API has
/// no search for it.
const MAX_SEARCHED: usize = 2_000;

/// A project that exists.
#[derive(Clone, Debug)]
pub(crate) struct FoundProject {
    pub(crate) id: String,
    pub(crate) slug: String,
}

/// What a name may stand for.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) id: String,
    /// The names by which it is found.
    pub(super) names: Vec<String>,
    /// What tells it from others of its name, such as `active`.
    pub(super) state: Option<String>,
}

impl Candidate {
    /// The candidate in an object of the API, with the members that are its names or lists of them.
    pub(super) fn of(object: &Value, names: &[&str]) -> Self {
        let text = |member: &str| object.get(member).and_then(Value::as_str).map(str::to_owned);
        let names = names.iter().filter_map(|name| object.get(*name));
        let names = names.flat_map(|value| match value {
            Value::Array(names) => names.iter().collect(),
            one => vec![one],
        });
        Self {
            id: text("id").unwrap_or_default(),
            names: names.filter_map(Value::as_str).map(str::to_owned).collect(),
            state: text("state").map(|state| state.to_lowercase()),
        }
    }
}

/// The ID of the one candidate with this name. Others that were found are named in the error.
pub(super) fn pick(
    one: &str,
    name: &str,
    place: &str,
    candidates: &[Candidate],
) -> Result<String, Fault> {
    let has_name = |candidate: &&Candidate| candidate.names.iter().any(|known| known == name);
    let found: Vec<_> = candidates.iter().filter(has_name).collect();
    match found.as_slice() {
        [only] => Ok(only.id.clone()),
        [] => {
            let others = listed(&candidates.iter().collect::<Vec<_>>());
            let verb = if candidates.len() == 1 { "is" } else { "are" };
            let hint = others.map(|others| format!("; there {verb} {others}")).unwrap_or_default();
            let name = shown(name);
            Err(Fault::NotFound(format!("{one} \"{name}\" not found{place}{hint}")))
        }
        several => {
            let listed = listed(several).unwrap_or_default();
            let name = shown(name);
            Err(Fault::Ambiguous(format!(
                "{one} \"{name}\" is ambiguous{place}: give the ID of one of {listed}"
            )))
        }
    }
}

/// The first candidates with their IDs; `None` without candidates.
fn listed(candidates: &[&Candidate]) -> Option<String> {
    let show = |candidate: &&Candidate| {
        let name = candidate.names.first().map(|name| printable(name)).unwrap_or_default();
        let state = candidate.state.as_ref().map(|state| format!(", {}", printable(state)));
        format!("{name} ({}{})", printable(&candidate.id), state.unwrap_or_default())
    };
    let names: Vec<_> = candidates.iter().take(MAX_NAMED).map(show).collect();
    let more = if candidates.len() > MAX_NAMED { ", …" } else { "" };
    (!names.is_empty()).then(|| format!("{}{more}", names.join(", ")))
}

/// The project with this slug or ID.
pub(super) async fn find_project(
    api: &AdminApi,
    name: &str,
) -> Result<FoundProject, AdminApiError> {
    let document = if ProjectId::from_str(name).is_ok() {
        "query($name: ID!) { found: node(id: $name) { ... on Project { id slug } } }"
    } else {
        "query($name: String!) { found: project(slug: $name) { id slug } }"
    };
    let data: Value = api.run(document, json!({ "name": name })).await?;
    let text = |member: &str| data["found"][member].as_str().map(str::to_owned);
    let found = text("id").zip(text("slug")).map(|(id, slug)| FoundProject { id, slug });
    found.ok_or_else(|| AdminApiError::no_project(name))
}

impl Session {
    /// The project that the command names, or the default one.
    pub(crate) async fn project(&self) -> Result<FoundProject, Failure> {
        let Some(name) = self.project_name() else {
            let text = "no project: give --project SLUG, or set one with keyplane context use NAME \
                        --project SLUG";
            return Err(Fault::Usage(text.to_owned()).into());
        };
        self.project_called(name).await
    }

    /// The instance with `--instance`, else the project that the command names.
    pub(super) async fn scope(&self) -> Result<CommandScope, Failure> {
        if self.is_instance() {
            self.note_scope("the instance".to_owned());
            return Ok(CommandScope::Instance);
        }
        if self.project_name().is_none() {
            let text = "no project: give --project SLUG, or --instance for the instance itself";
            return Err(Fault::Usage(text.to_owned()).into());
        }
        self.project().await.map(CommandScope::Project)
    }

    /// The project with this slug or ID.
    pub(super) async fn project_called(&self, name: &str) -> Result<FoundProject, Failure> {
        let found = find_project(self.api(), name).await.map_err(|error| self.placed(error))?;
        self.note_scope(format!("project {}", found.slug));
        Ok(found)
    }

    /// The ID of the application with this name, external ID, client ID alias or ID.
    pub(super) async fn application(&self, name: &str) -> Result<String, Failure> {
        if ApplicationId::from_str(name).is_ok() {
            return Ok(name.to_owned());
        }
        let project = self.project().await?;
        // The search takes prefixes of words; a name that begins with another sign has none.
        let is_word = name.starts_with(char::is_alphanumeric);
        let search = json!(is_word.then_some(name));
        let by_name = self.applications(&project, "search", search).await?;
        let fault = match pick("application", name, &project.shown(), &by_name) {
            Err(fault @ Fault::NotFound(_)) => fault,
            picked => return Ok(picked?),
        };
        let by_external_id = self.applications(&project, "externalId", json!(name)).await?;
        if let Some(only) = by_external_id.into_iter().next() {
            return Ok(only.id);
        }
        let every = self.applications(&project, "search", Value::Null).await?;
        let has_alias = |one: &Candidate| one.names.iter().skip(1).any(|alias| alias == name);
        let of_alias = every.into_iter().find(has_alias).map(|candidate| candidate.id);
        Ok(of_alias.ok_or(fault)?)
    }

    /// The applications of a project that an argument of their list finds.
    async fn applications(
        &self,
        project: &FoundProject,
        argument: &'static str,
        value: Value,
    ) -> Result<Vec<Candidate>, Failure> {
        let list = List {
            many: "applications",
            selection: "id name clientIdAliases",
            of: Parent::Project(&project.slug),
            field: "applications",
            arguments: vec![Argument { name: argument, kind: "String", value }],
        };
        let found = self.list(list, Some(MAX_SEARCHED)).await?;
        Ok(found.iter().map(|object| Candidate::of(object, &["name", "clientIdAliases"])).collect())
    }

    /// The ID of the API with this name, identifier, external ID or ID.
    pub(super) async fn find_api(&self, name: &str) -> Result<String, Failure> {
        if ApiId::from_str(name).is_ok() {
            return Ok(name.to_owned());
        }
        let project = self.project().await?;
        let list = List {
            many: "APIs",
            selection: "id name identifier externalId",
            of: Parent::Project(&project.slug),
            field: "apis",
            arguments: Vec::new(),
        };
        let found = self.all(list).await?;
        let candidates: Vec<_> = found
            .iter()
            .map(|object| Candidate::of(object, &["name", "identifier", "externalId"]))
            .collect();
        Ok(pick("API", name, &project.shown(), &candidates)?)
    }
}

/// The project or the instance that a command is about.
#[derive(Clone, Debug)]
pub(super) enum CommandScope {
    Instance,
    Project(FoundProject),
}

impl CommandScope {
    /// Where its lists are.
    pub(super) fn parent(&self) -> Parent<'_> {
        match self {
            Self::Instance => Parent::Instance,
            Self::Project(project) => Parent::Project(&project.slug),
        }
    }

    /// ` in project acme`
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Instance => " in the instance".to_owned(),
            Self::Project(project) => project.shown(),
        }
    }

    /// The ID of the project; `None` for the instance.
    pub(super) fn project_id(&self) -> Option<&str> {
        match self {
            Self::Instance => None,
            Self::Project(project) => Some(&project.id),
        }
    }
}

impl FoundProject {
    /// ` in project acme`
    pub(super) fn shown(&self) -> String {
        format!(" in project {}", self.slug)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(id: &str, name: &str) -> Candidate {
        Candidate { id: id.to_owned(), names: vec![name.to_owned()], state: None }
    }

    #[test]
    fn a_name_is_exact_and_others_are_only_named() {
        let candidates = [candidate("app_1", "billing"), candidate("app_2", "billing-2")];
        assert_eq!(pick("application", "billing", "", &candidates).unwrap(), "app_1");
        let error = pick("application", "bill", " in project acme", &candidates).unwrap_err();
        assert_eq!(
            error.to_string(),
            "application \"bill\" not found in project acme; there are billing (app_1), \
             billing-2 (app_2)"
        );
    }

    #[test]
    fn a_name_that_two_have_is_refused_with_their_ids() {
        let candidates = [candidate("app_1", "billing"), candidate("app_2", "billing")];
        let error = pick("application", "billing", "", &candidates).unwrap_err();
        assert!(matches!(error, Fault::Ambiguous(_)));
        assert!(error.to_string().contains("app_1") && error.to_string().contains("app_2"));
    }
}
