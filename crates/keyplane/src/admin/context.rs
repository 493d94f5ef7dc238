//! `login`, `logout`, `whoami` and `context`.

use keyplane_control::Clock as _;
use serde_json::{Value, json};
use url::Url;

use super::{
    fault::Fault,
    find::find_project,
    output::{self, Column, Form, column, text},
    session::Session,
    sure::is_sure,
};
use crate::{
    admin_api::{
        AdminApi, AdminApiError, Connection, Context, Contexts, ContextsFile, absolute, check_name,
    },
    cli::{ContextCommand, ContextUse, LoginArgs, LogoutArgs, SureArgs, WhoamiArgs},
    clock::SystemClock,
    failure::Failure,
    http_client::Trust,
    token::{AdminSigner, read_admin_key},
};

/// What `whoami` and `login` read.
const VIEWER: &str = "{ viewer { scope project { id slug name } permissions tokenExpiresAt \
                      key { id kid name state expiresAt lastUsedAt } } \
                      instance { version graphqlEndpoint } }";

const VIEWER_LINES: &[Column] = &[
    text("Server", "/instance/graphqlEndpoint"),
    text("Version", "/instance/version"),
    column("Scope", "/viewer/scope", Form::Word),
    text("Project", "/viewer/project/slug"),
    text("Key", "/viewer/key/name"),
    text("kid", "/viewer/key/kid"),
    text("Key ID", "/viewer/key/id"),
    column("Expires", "/viewer/key/expiresAt", Form::End),
    column("Permissions", "/viewer/permissions", Form::Words),
];

const CONTEXT_COLUMNS: &[Column] = &[
    column("", "/current", Form::Star),
    text("Name", "/name"),
    text("Server", "/url"),
    text("Project", "/project"),
    text("Key file", "/keyFile"),
];

const CONTEXT_LINES: &[Column] = &[
    text("Name", "/name"),
    column("Current", "/current", Form::Boolean),
    text("Server", "/url"),
    text("Project", "/project"),
    text("Key file", "/keyFile"),
    text("Trusted certificates", "/caFile"),
];

/// `login`: checks the key against the server and stores a context.
pub(super) async fn login(args: LoginArgs) -> Result<(), Failure> {
    if args.key_file.as_os_str() == "-" && !args.copy_key {
        let text = "a key from stdin has no path to store: add --copy-key";
        return Err(Fault::Usage(text.to_owned()).into());
    }
    let text = read_admin_key(&args.key_file).map_err(AdminApiError::from)?;
    let signer = AdminSigner::parse(&args.key_file, &text).map_err(AdminApiError::from)?;
    let trust = Trust::read(args.ca_file.as_deref()).map_err(AdminApiError::from)?;
    let api = AdminApi::with(Connection { url: args.url.clone(), signer, trust })?;
    let url = origin(&api);
    let name = args.name.clone().unwrap_or_else(|| host(&url));
    check_name(&name)?;

    let viewer: Value = api.run(VIEWER, json!({})).await?;
    if let Some(project) = &args.project {
        require_project(&api, project).await?;
    }
    store(&ContextsFile::of_user()?, &args, &name, &url, &text)?;

    if args.json {
        return crate::print(&output::json(&viewer));
    }
    eprintln!("keyplane: logged in to {url}; context {name} is current");
    crate::print(&output::page(VIEWER_LINES, &viewer, SystemClock.now()))
}

/// Refuses a default project that the key cannot see.
async fn require_project(api: &AdminApi, name: &str) -> Result<(), Failure> {
    find_project(api, name).await.map(|_| ()).map_err(Failure::from)
}

/// Stores the context, makes it the current one, and copies the key if that is asked for.
fn store(
    file: &ContextsFile,
    args: &LoginArgs,
    name: &str,
    url: &str,
    text: &str,
) -> Result<(), Failure> {
    let ca_file = args.ca_file.as_deref().map(absolute).transpose()?;
    let known = file.read()?;
    let other = known.contexts.get(name).filter(|context| context.url != url);
    if let Some(Context { url, .. }) = other.filter(|_| !args.replace) {
        return Err(Fault::Conflict(format!(
            "the context {name} is for {url}: choose another --name, or give --replace"
        ))
        .into());
    }

    if args.copy_key && !args.replace && file.has_copy_of_another_key(name, text)? {
        return Err(Fault::Conflict(format!(
            "{} is the copy of another key, perhaps the only one: choose another --name, or give \
             --replace",
            file.key_copy(name).display()
        ))
        .into());
    }
    let key_file =
        if args.copy_key { file.copy_key(name, text)? } else { absolute(&args.key_file)? };
    let project = args.project.clone();
    let context = Context { url: url.to_owned(), key_file, ca_file, project };
    file.edit(|contexts| {
        contexts.contexts.insert(name.to_owned(), context);
        contexts.current = Some(name.to_owned());
        Ok(())
    })?;
    Ok(())
}

/// The URL of the server, without a path.
fn origin(api: &AdminApi) -> String {
    let url = api.endpoint().as_str();
    url.strip_suffix("/graphql").unwrap_or(url).to_owned()
}

/// The host of a URL, with its port if it has one.
fn host(url: &str) -> String {
    let url = Url::parse(url).ok();
    let host = url.as_ref().and_then(Url::host_str).unwrap_or("default");
    let port = url.as_ref().and_then(Url::port).map(|port| format!("-{port}"));
    let name = format!("{host}{}", port.unwrap_or_default());
    name.trim_start_matches('[').replace(']', "").replace(':', "-")
}

/// `whoami`: the key of the context, as the server knows it.
pub(super) async fn whoami(args: WhoamiArgs) -> Result<(), Failure> {
    let session = Session::open(&args.call)?;
    let viewer = session.ask(VIEWER, json!({})).await?;
    if session.is_json() {
        return crate::print(&output::json(&viewer));
    }
    crate::print(&output::page(VIEWER_LINES, &viewer, session.now))
}

/// `logout`: forgets a context.
pub(super) fn logout(args: LogoutArgs) -> Result<(), Failure> {
    let file = ContextsFile::of_user()?;
    let name = match args.name {
        Some(name) => name,
        None => file.read()?.current()?.0.to_owned(),
    };
    forget(&file, &name, args.sure)
}

/// Forgets a context and the copy of its key, which may be the only one.
fn forget(file: &ContextsFile, name: &str, sure: SureArgs) -> Result<(), Failure> {
    file.read()?.get(name)?;
    let copy = file.key_copy(name);
    let consequence = format!(
        "The context {name} is forgotten, and {} is deleted. If it is the only copy of the key, the \
         key is lost.",
        copy.display()
    );
    if copy.exists() && !is_sure(sure, &consequence)? {
        return Ok(());
    }

    file.edit(|contexts| {
        contexts.get(name)?;
        contexts.contexts.remove(name);
        contexts.current = contexts.current.take().filter(|current| current != name);
        Ok(())
    })?;
    let copied = file.remove_key_copy(name)?;
    let key = if copied { " and the copy of its key" } else { "" };
    eprintln!(
        "keyplane: forgot the context {name}{key}; the key itself is still accepted: keyplane key \
         revoke ends it"
    );
    Ok(())
}

/// `context`: what is stored.
pub(super) async fn context(command: ContextCommand) -> Result<(), Failure> {
    let file = ContextsFile::of_user()?;
    match command {
        ContextCommand::List(args) => list(&file.read()?, args.json),
        ContextCommand::Use(args) => switch(&file, args).await,
        ContextCommand::Show(args) => {
            let contexts = file.read()?;
            let (name, context) = match &args.name {
                Some(name) => (name.as_str(), contexts.get(name)?),
                None => contexts.current()?,
            };
            let shown = shown(&contexts, name, context);
            if args.json {
                return crate::print(&output::json(&shown));
            }
            crate::print(&output::page(CONTEXT_LINES, &shown, SystemClock.now()))
        }
        ContextCommand::Remove(args) => forget(&file, &args.name, args.sure),
    }
}

fn list(contexts: &Contexts, as_json: bool) -> Result<(), Failure> {
    let items: Vec<_> =
        contexts.contexts.iter().map(|(name, context)| shown(contexts, name, context)).collect();
    if as_json {
        return crate::print(&output::json(&Value::from(items)));
    }
    if items.is_empty() {
        eprintln!("keyplane: no contexts; run keyplane login --key-file FILE");
        return Ok(());
    }
    crate::print(&output::table(CONTEXT_COLUMNS, &items, SystemClock.now()))
}

/// Makes a context the current one.
async fn switch(file: &ContextsFile, args: ContextUse) -> Result<(), Failure> {
    let ContextUse { name, project } = args;
    if let Some(project) = project.as_deref().filter(|project| !project.is_empty()) {
        let api = api_of(file.read()?.get(&name)?)?;
        require_project(&api, project).await?;
    }

    let context = file.edit(|contexts| {
        let mut context = contexts.get(&name)?.clone();
        if let Some(project) = project {
            context.project = Some(project).filter(|project| !project.is_empty());
        }
        contexts.contexts.insert(name.clone(), context.clone());
        contexts.current = Some(name.clone());
        Ok(context)
    })?;
    let project = context.project.map(|project| format!(", project {project}"));
    let url = context.url;
    eprintln!("keyplane: context {name} is current: {url}{}", project.unwrap_or_default());
    Ok(())
}

/// The Admin API that a context names.
fn api_of(context: &Context) -> Result<AdminApi, AdminApiError> {
    let text = read_admin_key(&context.key_file)?;
    AdminApi::with(Connection {
        url: Some(context.url.clone()),
        signer: AdminSigner::parse(&context.key_file, &text)?,
        trust: Trust::read(context.ca_file.as_deref())?,
    })
}

fn shown(contexts: &Contexts, name: &str, context: &Context) -> Value {
    let is_current = contexts.current.as_deref() == Some(name);
    json!({
        "name": name,
        "current": is_current,
        "url": context.url,
        "project": context.project,
        "keyFile": context.key_file,
        "caFile": context.ca_file,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_context_follows_from_the_server() {
        assert_eq!(host("https://keys.example"), "keys.example");
        assert_eq!(host("http://127.0.0.1:8080"), "127.0.0.1-8080");
        assert_eq!(host("http://[2001:db8::1]:8080"), "2001-db8--1-8080");
        assert!(check_name(&host("http://127.0.0.1:8080")).is_ok());
    }
}
