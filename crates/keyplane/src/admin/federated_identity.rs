//! `federated-identity`.

use keyplane_entity::id::FederatedIdentityId;
use serde_json::{Value, json};

use super::{
    chosen::ChosenObject,
    find::{Candidate, pick},
    input::Input,
    list::{List, Parent},
    output::{Column, Form, column, text},
    session::{Noun, Session},
    trusted_issuer,
};
use crate::{
    cli::{
        FederatedIdentityChange, FederatedIdentityCommand, FederatedIdentityCreate,
        FederatedIdentityList, FederatedIdentityName, FederatedIdentityUpdate, RuleText,
    },
    failure::Failure,
    moments::OrNever,
};

const DETAILS: &[Column] = &[
    text("Name", "/name"),
    text("ID", "/id"),
    text("External ID", "/externalId"),
    text("Application", "/application/name"),
    text("Trusted issuer", "/trustedIssuer/name"),
    column("Rules", "/rules", Form::Rules),
    column("Enabled", "/enabled", Form::Boolean),
    column("Expires", "/expiresAt", Form::End),
    column("Last used", "/lastUsedAt", Form::Time),
    column("Created", "/createdAt", Form::Time),
];

const IDENTITY: Noun = Noun {
    type_name: "FederatedIdentity",
    one: "federated identity",
    many: "federated identities",
    fields: "id name externalId enabled expiresAt application { id name } \
             trustedIssuer { id name } rules { claim match values } createdAt lastUsedAt",
    columns: &[
        text("Name", "/name"),
        text("Application", "/application/name"),
        text("Trusted issuer", "/trustedIssuer/name"),
        column("Rules", "/rules", Form::Rules),
        column("Enabled", "/enabled", Form::Boolean),
        column("Last used", "/lastUsedAt", Form::Time),
        text("ID", "/id"),
    ],
    details: DETAILS,
};

/// Runs a command.
pub(super) async fn run(command: FederatedIdentityCommand) -> Result<(), Failure> {
    match command {
        FederatedIdentityCommand::List(args) => list(args).await,
        FederatedIdentityCommand::Show(args) => show(args).await,
        FederatedIdentityCommand::Create(args) => create(args).await,
        FederatedIdentityCommand::Update(args) => update(args).await,
        FederatedIdentityCommand::Enable(args) => enable(args).await,
        FederatedIdentityCommand::Disable(args) => disable(args).await,
        FederatedIdentityCommand::Delete(args) => delete(args).await,
    }
}

async fn list(args: FederatedIdentityList) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let limit = args.list.limit;
    let items = match (&args.application, &args.trusted_issuer) {
        (Some(name), _) => {
            let id = session.application(name).await?;
            of(&session, Parent::Node("Application", &id), IDENTITY.fields, limit).await?
        }
        (None, Some(name)) => {
            let id = trusted_issuer::find(&session, name).await?;
            of(&session, Parent::Node("TrustedIssuer", &id), IDENTITY.fields, limit).await?
        }
        (None, None) => {
            let project = session.project().await?;
            of(&session, Parent::Project(&project.slug), IDENTITY.fields, limit).await?
        }
    };
    session.print_list(&IDENTITY, &items)
}

async fn of(
    session: &Session,
    of: Parent<'_>,
    selection: &str,
    limit: Option<usize>,
) -> Result<Vec<Value>, Failure> {
    let list = List {
        many: IDENTITY.many,
        selection,
        of,
        field: "federatedIdentities",
        arguments: Vec::new(),
    };
    session.list(list, limit).await
}

/// The ID of the identity with this name, external ID or ID.
async fn find(session: &Session, name: &str) -> Result<String, Failure> {
    if name.parse::<FederatedIdentityId>().is_ok() {
        return Ok(name.to_owned());
    }
    let project = session.project().await?;
    let of_project = Parent::Project(&project.slug);
    let found = of(session, of_project, "id name externalId", None).await?;
    let names = ["name", "externalId"];
    let candidates: Vec<_> = found.iter().map(|object| Candidate::of(object, &names)).collect();
    Ok(pick(IDENTITY.one, name, &project.shown(), &candidates)?)
}

async fn show(args: FederatedIdentityName) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let id = find(&session, &args.identity).await?;
    let found = session.node(&IDENTITY, &id).await?;
    session.print_object(&IDENTITY, &found)
}

async fn create(args: FederatedIdentityCreate) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let input = Input::of("applicationId", session.application(&args.application).await?)
        .set("trustedIssuerId", trusted_issuer::find(&session, &args.trusted_issuer).await?)
        .set("name", args.name.as_str())
        .some("externalId", args.external_id)
        .set("rules", rules(args.rules))
        .some("expiresAt", args.expires.map(|when| when.from(session.now).to_string()));
    let selection = format!("federatedIdentity {{ {} }}", IDENTITY.fields);
    let payload = session.change("createFederatedIdentity", input.into_map(), &selection).await?;
    let done = format!("created federated identity {}", args.name);
    session.print_change(&done, &payload, Some((&IDENTITY, "/federatedIdentity")))
}

async fn update(args: FederatedIdentityUpdate) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let identity = chosen(&session, &args.identity).await?;
    let end = args
        .expires
        .map(|OrNever(when)| json!(when.map(|when| when.from(session.now).to_string())));
    let input = identity
        .input()
        .some("name", args.name)
        .text_or_null("externalId", args.external_id)
        .items("rules", rules(args.rules), false)
        .some("expiresAt", end);
    identity.update(input).await
}

async fn enable(args: FederatedIdentityName) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    chosen(&session, &args.identity).await?.enable().await
}

async fn disable(args: FederatedIdentityChange) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let consequence = format!(
        "No token stands for the application through {}; access tokens that were issued through it \
         are inactive at once.",
        args.identity
    );
    chosen(&session, &args.identity).await?.disable(args.sure, &consequence).await
}

async fn chosen<'a>(session: &'a Session, name: &'a str) -> Result<ChosenObject<'a>, Failure> {
    Ok(ChosenObject { session, noun: &IDENTITY, id: find(session, name).await?, name })
}

async fn delete(args: FederatedIdentityChange) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let consequence = format!(
        "Federated identity {} is deleted; access tokens that were issued through it are inactive \
         at once.",
        args.identity
    );
    chosen(&session, &args.identity).await?.delete(args.sure, &consequence).await
}

/// The rules of the Admin API: several values of one claim are alternatives.
fn rules(rules: Vec<RuleText>) -> Vec<Value> {
    let mut exact: Vec<(String, Vec<String>)> = Vec::new();
    let mut made = Vec::new();
    for RuleText { claim, value, is_prefix } in rules {
        if is_prefix {
            made.push(json!({ "claim": claim, "match": "PREFIX", "values": [value] }));
        } else if let Some((_, values)) = exact.iter_mut().find(|(known, _)| *known == claim) {
            values.push(value);
        } else {
            exact.push((claim, vec![value]));
        }
    }
    made.extend(exact.into_iter().map(|(claim, values)| {
        let kind = if values.len() == 1 { "EXACT" } else { "ONE_OF" };
        json!({ "claim": claim, "match": kind, "values": values })
    }));
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_values_of_a_claim_are_alternatives() {
        let texts = ["sub^=repo:acme/", "ref=a", "repository_id=17", "ref=b"];
        let given = texts.iter().map(|text| text.parse().unwrap()).collect();
        let expected = json!([
            { "claim": "sub", "match": "PREFIX", "values": ["repo:acme/"] },
            { "claim": "ref", "match": "ONE_OF", "values": ["a", "b"] },
            { "claim": "repository_id", "match": "EXACT", "values": ["17"] },
        ]);
        assert_eq!(Value::from(rules(given)), expected);
        for text in ["", "a", "=b", "a=", "^=b"] {
            assert!(text.parse::<RuleText>().is_err(), "{text:?}");
        }
    }
}
