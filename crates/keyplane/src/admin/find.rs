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
use crate::{admin_api::printable, failure::Failure};

/// The most candidates that an error names.
const MAX_NAMED: usize = 10;

/// A project that exists.
#[derive(Clone, Debug)]
pub(super) struct FoundProject {
    pub(super) id: String,
    pub(super) slug: String,
}

/// What a name may stand for.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) id: String,
    /// The names by which it is found.
    pub(super) names: Vec<String>,
}

impl Candidate {
    /// The candidate in an object of the API, with the members that are its names.
    pub(super) fn of(object: &Value, names: &[&str]) -> Self {
        let text = |member: &str| object.get(member).and_then(Value::as_str).map(str::to_owned);
        Self {
            id: text("id").unwrap_or_default(),
            names: names.iter().filter_map(|name| text(name)).collect(),
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
            let hint = others.map(|others| format!("; similar: {others}")).unwrap_or_default();
            let name = shown(name);
            Err(Fault::NotFound(format!("no {one}{place} is called \"{name}\"{hint}")))
        }
        several => {
            let listed = listed(several).unwrap_or_default();
            let name = shown(name);
            Err(Fault::Ambiguous(format!(
                "several {one}s{place} are called \"{name}\": give the ID of one of {listed}"
            )))
        }
    }
}

/// The first candidates with their IDs; `None` without candidates.
fn listed(candidates: &[&Candidate]) -> Option<String> {
    let show = |candidate: &&Candidate| {
        let name = candidate.names.first().map(|name| printable(name)).unwrap_or_default();
        format!("{name} ({})", printable(&candidate.id))
    };
    let names: Vec<_> = candidates.iter().take(MAX_NAMED).map(show).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

impl Session {
    /// The project that the command names, or the default one.
    pub(super) async fn project(&self) -> Result<FoundProject, Failure> {
        let Some(name) = self.project_name() else {
            let text = "no project: give --project SLUG, or set one with keyplane context use NAME \
                        --project SLUG";
            return Err(Fault::Usage(text.to_owned()).into());
        };
        self.project_called(name).await
    }

    /// The instance with `--instance`, else the project that the command names.
    pub(super) async fn place(&self) -> Result<CommandScope, Failure> {
        if self.is_instance() {
            self.note_place("the instance".to_owned());
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
        let (document, at) = if ProjectId::from_str(name).is_ok() {
            ("query($name: ID!) { node(id: $name) { ... on Project { id slug } } }", "node")
        } else {
            ("query($name: String!) { project(slug: $name) { id slug } }", "project")
        };
        let data = self.ask(document, json!({ "name": name })).await?;
        let text = |member: &str| data[at][member].as_str().map(str::to_owned);
        let (Some(id), Some(slug)) = (text("id"), text("slug")) else {
            let name = shown(name);
            let text = format!("project \"{name}\" not found, or the key cannot see it");
            return Err(Fault::NotFound(text).into());
        };
        self.note_place(format!("project {slug}"));
        Ok(FoundProject { id, slug })
    }

    /// The ID of the application with this name, external ID or ID.
    pub(super) async fn application(&self, name: &str) -> Result<String, Failure> {
        if ApplicationId::from_str(name).is_ok() {
            return Ok(name.to_owned());
        }
        let project = self.project().await?;
        // The search takes prefixes of words; a name that begins with another sign has none.
        let is_word = name.starts_with(char::is_alphanumeric);
        let search = json!(is_word.then_some(name));
        let by_name = self.applications(&project, "search", search).await?;
        match pick("application", name, &project.shown(), &by_name) {
            Err(Fault::NotFound(text)) => {
                let found = self.applications(&project, "externalId", json!(name)).await?;
                let only = found.into_iter().next().map(|candidate| candidate.id);
                Ok(only.ok_or(Fault::NotFound(text))?)
            }
            picked => Ok(picked?),
        }
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
            selection: "id name",
            of: Parent::Project(&project.slug),
            field: "applications",
            arguments: vec![Argument { name: argument, kind: "String", value }],
        };
        let found = self.all(list).await?;
        Ok(found.iter().map(|object| Candidate::of(object, &["name"])).collect())
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
        Candidate { id: id.to_owned(), names: vec![name.to_owned()] }
    }

    #[test]
    fn a_name_is_exact_and_others_are_only_named() {
        let candidates = [candidate("app_1", "billing"), candidate("app_2", "billing-2")];
        assert_eq!(pick("application", "billing", "", &candidates).unwrap(), "app_1");
        let error = pick("application", "bill", " in project acme", &candidates).unwrap_err();
        assert_eq!(
            error.to_string(),
            "no application in project acme is called \"bill\"; similar: billing (app_1), \
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
