//! `keyplane export`: writes what the server has as a file of a set.

mod names;
mod write;

use std::{collections::BTreeSet, fs, io::Write as _};

use keyplane_auth::shown;
use serde_json::Value;

use self::{names::ExportNames, write::file_of};
use super::{
    apply::carry_out,
    args::{ExportFormat, SetExportArgs},
    error::AsCodeError,
    model::SetFile,
    object::{ObjectKind, ObjectSettings},
    plan::{ChangePlan, PlannedChange, PlannedStep, SettingChange},
    remote::{Actual, fetch},
};
use crate::{
    admin::confirm,
    admin_api::{AdminApi, AdminApiError},
    failure::Failure,
    print,
};

/// The most sets that an error names.
const MOST_SETS: usize = 20;

/// What the server has, and what of it the set gets.
struct Found {
    actual: Actual,
    names: ExportNames,
    adoption: ChangePlan,
}

/// Writes the objects of a set; with `--adopt`, also those that no set manages, which then belong to
/// this one.
pub(crate) async fn export_files(args: SetExportArgs) -> Result<(), Failure> {
    let format = format(&args);
    let set = SetFile::check_name(&args.set).map_err(AsCodeError::Export)?;
    let api = AdminApi::connect(&args.connection).map_err(AsCodeError::Api)?;
    let mut found = find(&api, &args, &set).await?;
    for left_out in &found.names.left_out {
        eprintln!("keyplane: left out: {left_out}");
    }
    let text = text_of(&file_of(&set, &found.actual, &found.names)?, format)?;

    if !found.adoption.changes.is_empty() && !args.yes {
        eprint!("{}", found.adoption);
        confirm("Take these objects into the set?", "in a script, add --yes")?;
        // A person may have thought for a long time.
        let shown = found.adoption;
        found = find(&api, &args, &set).await?;
        if found.adoption != shown {
            return Err(AsCodeError::Stale.into());
        }
    }
    write_out(&args, &text)?;

    if found.adoption.changes.is_empty() {
        return Ok(());
    }
    let outcome = carry_out(&api, &found.adoption, &found.actual).await;
    let outcome = outcome.map_err(AsCodeError::Interrupted)?;
    eprint!("{outcome}");
    if outcome.is_complete() { Ok(()) } else { Err(AsCodeError::Incomplete.into()) }
}

async fn find(api: &AdminApi, args: &SetExportArgs, set: &str) -> Result<Found, Failure> {
    let actual = fetch(api, args.project.iter(), true).await.map_err(AsCodeError::Api)?;
    if let Some(missing) = args.project.iter().find(|slug| !actual.projects.contains_key(*slug)) {
        return Err(AsCodeError::Api(AdminApiError::no_project(missing)).into());
    }

    let names = ExportNames::of(set, &actual, args.adopt);
    if !args.adopt {
        refuse_unknown_set(set, &actual)?;
    }
    let adoption = adoption(set, &actual, &names);
    Ok(Found { actual, names, adoption })
}

/// An error if no object of the projects belongs to the set.
fn refuse_unknown_set(set: &str, actual: &Actual) -> Result<(), AsCodeError> {
    let objects = actual.projects.values().flat_map(|project| &project.objects);
    let ids = objects.filter_map(|object| object.external_id.as_deref());
    let sets: BTreeSet<_> = ids.filter_map(|id| Some(id.split_once('/')?.0)).collect();
    if sets.contains(set) {
        return Ok(());
    }
    let projects = actual.projects.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
    let known = if sets.is_empty() {
        "there are no sets".to_owned()
    } else {
        let names: Vec<_> = sets.into_iter().take(MOST_SETS).map(shown).collect();
        format!("the sets there are {}", names.join(", "))
    };
    Err(AsCodeError::Absent(format!(
        "no object of {projects} belongs to the set \"{set}\"; {known}"
    )))
}

/// Writes the text to stdout, or to a new file.
fn write_out(args: &SetExportArgs, text: &str) -> Result<(), Failure> {
    let Some(path) = &args.out else { return print(text) };

    let out = |error| Failure::Out { path: path.clone(), error };
    let file = fs::OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = file.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Failure::OutExists(path.clone()),
        _ => out(error),
    })?;
    file.write_all(text.as_bytes()).map_err(out)
}

fn format(args: &SetExportArgs) -> ExportFormat {
    let ends_in_toml =
        args.out.as_ref().and_then(|path| path.extension()?.to_str()) == Some("toml");
    args.format.unwrap_or(if ends_in_toml { ExportFormat::Toml } else { ExportFormat::Yaml })
}

fn text_of(file: &SetFile, format: ExportFormat) -> Result<String, AsCodeError> {
    let failed =
        |error: &dyn std::fmt::Display| AsCodeError::Export(format!("cannot write: {error}"));
    match format {
        ExportFormat::Yaml => serde_saphyr::to_string(file).map_err(|error| failed(&error)),
        ExportFormat::Toml => toml::to_string(file).map_err(|error| failed(&error)),
    }
}

/// The external IDs that objects get which no set manages.
fn adoption(set: &str, actual: &Actual, names: &ExportNames) -> ChangePlan {
    let mut plan = ChangePlan { set: set.to_owned(), ..ChangePlan::default() };
    for (slug, project) in &actual.projects {
        for object in project.objects.iter().filter(|object| object.external_id.is_none()) {
            let Some(external_id) = names.external_id(&object.id) else { continue };
            let mut wanted = ObjectSettings::new();
            if object.kind == ObjectKind::Grant {
                // A grant is found by what it stands on, and replaced as a whole.
                wanted = names.settings(object);
            }
            plan.changes.push(PlannedChange {
                step: PlannedStep::Update,
                kind: object.kind,
                project: slug.clone(),
                external_id: external_id.to_owned(),
                id: Some(object.id.clone()),
                settings: vec![SettingChange {
                    name: "externalId".to_owned(),
                    from: Value::Null,
                    to: Value::from(external_id),
                }],
                wanted,
            });
        }
    }

    plan
}
