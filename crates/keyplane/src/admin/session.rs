//! A call of one command: the Admin API, the form of the answer, and the time.

use std::{
    io::{self, IsTerminal as _, Write as _},
    sync::OnceLock,
};

use keyplane_control::Clock as _;
use keyplane_entity::Timestamp;
use serde_json::{Map, Value, json};

use super::{
    fault::Fault,
    flags,
    list::List,
    output::{self, Column},
};
use crate::{
    admin_api::{AdminApi, AdminApiError, input_type},
    cli::{CallArgs, ProjectArgs, ScopeArgs},
    clock::SystemClock,
    failure::Failure,
};

/// A kind of object, with what is read and shown of it.
#[derive(Debug)]
pub(super) struct Noun {
    /// The type of the schema.
    pub(super) type_name: &'static str,
    /// What people call one of them.
    pub(super) one: &'static str,
    /// What people call several of them.
    pub(super) many: &'static str,
    /// What is read of it.
    pub(super) fields: &'static str,
    /// The columns of a list.
    pub(super) columns: &'static [Column],
    /// The lines of a page.
    pub(super) details: &'static [Column],
}

/// What one command works with.
pub(crate) struct Session {
    api: AdminApi,
    is_json: bool,
    pub(super) now: Timestamp,
    project: Option<String>,
    is_instance: bool,
    /// What errors say of the place: the project that the command is about.
    scope_text: OnceLock<String>,
}

impl Session {
    /// A call about the server.
    pub(super) fn open(call: &CallArgs) -> Result<Self, Failure> {
        let api = AdminApi::connect(&call.connection)?;
        let project = api.default_project().map(str::to_owned);
        let (is_json, now) = (call.json, SystemClock.now());
        Ok(Self { api, is_json, now, project, is_instance: false, scope_text: OnceLock::new() })
    }

    /// A call about a project.
    pub(crate) fn open_in(scope: &ProjectArgs) -> Result<Self, Failure> {
        let mut this = Self::open(&scope.call)?;
        this.project = scope.named().or(this.project);
        Ok(this)
    }

    /// A call about a project or the instance.
    pub(super) fn open_scope(scope: &ScopeArgs) -> Result<Self, Failure> {
        if !scope.instance {
            return Self::open_in(&scope.project);
        }
        if scope.project.is_flag() {
            let text = "--project and --instance exclude each other: give one of them";
            return Err(Fault::Usage(text.to_owned()).into());
        }
        let mut this = Self::open(&scope.project.call)?;
        this.is_instance = true;
        Ok(this)
    }

    /// The Admin API that the command calls.
    pub(crate) fn api(&self) -> &AdminApi {
        &self.api
    }

    /// The project that the command names, or the default one; by slug or ID.
    pub(super) fn project_name(&self) -> Option<&str> {
        self.project.as_deref()
    }

    /// Whether the command is about the instance itself.
    pub(super) fn is_instance(&self) -> bool {
        self.is_instance
    }

    /// Whether programs read the output.
    pub(super) fn is_json(&self) -> bool {
        self.is_json
    }

    /// Errors say from now on that the command is about this place.
    pub(super) fn note_scope(&self, place: String) {
        // The first place is the one that the command is about.
        let _ = self.scope_text.set(place);
    }

    /// Runs a document.
    pub(super) async fn ask(&self, document: &str, variables: Value) -> Result<Value, Failure> {
        self.api.run(document, variables).await.map_err(|error| self.placed(error))
    }

    /// Runs a mutation with its input, and returns its payload.
    pub(super) async fn change(
        &self,
        mutation: &str,
        input: Map<String, Value>,
        selection: &str,
    ) -> Result<Value, Failure> {
        let kind = input_type(mutation);
        let document =
            format!("mutation($input: {kind}!) {{ {mutation}(input: $input) {{ {selection} }} }}");
        let mut data = self.ask(&document, json!({ "input": input })).await?;
        Ok(data.get_mut(mutation).map(Value::take).unwrap_or_default())
    }

    /// Every item of a connection.
    pub(super) async fn all(&self, list: List<'_>) -> Result<Vec<Value>, Failure> {
        let (document, place) = (list.document(), list.path());
        let found = self.api.all(&document, list.variables(), &place).await;
        found.map_err(|error| self.placed(error))
    }

    /// The items of a connection, at most `most`, with progress on a terminal.
    pub(super) async fn list(
        &self,
        list: List<'_>,
        most: Option<usize>,
    ) -> Result<Vec<Value>, Failure> {
        let (document, place) = (list.document(), list.path());
        let mut progress = Pages { many: list.many, shown: false };
        let mut show = |count| progress.show(count);
        let most = most.unwrap_or(usize::MAX);
        let found = self.api.pages(&document, list.variables(), &place, most, &mut show).await;
        progress.clear();
        found.map_err(|error| self.placed(error))
    }

    /// The object with this ID.
    pub(super) async fn node(&self, noun: &Noun, id: &str) -> Result<Value, Failure> {
        let Noun { type_name, fields, .. } = noun;
        let document =
            format!("query($id: ID!) {{ node(id: $id) {{ ... on {type_name} {{ {fields} }} }} }}");
        let mut data = self.ask(&document, json!({ "id": id })).await?;
        let found = data.get_mut("node").map(Value::take).unwrap_or_default();
        match &found {
            // Of another type, nothing is selected.
            Value::Object(members) if !members.is_empty() => Ok(found),
            _ => Err(Fault::NotFound(format!(
                "{} {id} not found, or the key cannot see it",
                noun.one
            ))
            .into()),
        }
    }

    /// Prints a list.
    pub(super) fn print_list(&self, noun: &Noun, items: &[Value]) -> Result<(), Failure> {
        if self.is_json {
            return crate::print(&output::json(&Value::from(items.to_vec())));
        }
        if items.is_empty() {
            eprintln!("keyplane: no {}{}", noun.many, self.of_scope());
            return Ok(());
        }
        crate::print(&output::table(noun.columns, items, self.now))
    }

    /// Prints an object that was asked for.
    pub(super) fn print_object(&self, noun: &Noun, object: &Value) -> Result<(), Failure> {
        if self.is_json {
            return crate::print(&output::json(object));
        }
        crate::print(&output::page(noun.details, object, self.now))
    }

    /// Prints the result of a change: the payload for programs, else what was done and, for an
    /// object, what it is now.
    pub(super) fn print_change(
        &self,
        done: &str,
        payload: &Value,
        object: Option<(&Noun, &str)>,
    ) -> Result<(), Failure> {
        if self.is_json {
            return crate::print(&output::json(payload));
        }
        eprintln!("keyplane: {done}");
        let found = object.and_then(|(noun, at)| Some((noun, payload.pointer(at)?)));
        found.map_or(Ok(()), |(noun, object)| {
            crate::print(&output::page(noun.details, object, self.now))
        })
    }

    fn of_scope(&self) -> String {
        self.scope_text.get().map(|place| format!(" in {place}")).unwrap_or_default()
    }

    /// The error, with the place where the key lacks a permission, and with the options of the command
    /// in place of the arguments of the Admin API.
    pub(super) fn placed(&self, error: AdminApiError) -> Failure {
        if let [only] = error.errors()
            && only.code == "INVALID_INPUT"
            && let Some(fault) = flags::wrong_options(&only.fields)
        {
            return fault.into();
        }
        match self.scope_text.get() {
            Some(place) if error.has_code("FORBIDDEN") => {
                Fault::Forbidden { place: place.clone(), error: Box::new(error) }.into()
            }
            Some(_) | None => error.into(),
        }
    }
}

/// A line on stderr that counts items, if stderr is a terminal and there are several pages.
struct Pages {
    many: &'static str,
    shown: bool,
}

impl Pages {
    fn show(&mut self, count: usize) {
        if io::stderr().is_terminal() {
            self.shown = true;
            // A terminal that is gone must not end the command.
            let _ = write!(io::stderr(), "\r{count} {} …", self.many);
        }
    }

    fn clear(&self) {
        if self.shown {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
