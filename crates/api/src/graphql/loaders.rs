//! The loaders: each reads many IDs or listings in one statement.

use std::{collections::HashMap, hash::Hash, sync::Arc};

use async_graphql::dataloader::Loader;
use keyplane_control::Error;
use keyplane_entity::{
    client_secret,
    id::{ApiId, ApplicationId, AuditEventId, ClientSecretId, GrantId, KeyId, ProjectId},
    label,
    lifecycle::Ring,
};

use super::{
    access::Reader,
    api::Api,
    application::Application,
    audit_event::AuditEvent,
    client_secret::ClientSecret,
    connection::{Listing, Slice},
    failure::Failure,
    grant::Grant,
    key::Key,
    label::Label,
    project::Project,
};

type Loaded<K, T> = Result<HashMap<K, Result<T, Failure>>, Failure>;

/// Loaders by ID: `id type => use-case => node`.
macro_rules! by_id {
    ($($id:ty => $method:ident => $node:ty;)*) => {$(
        impl Loader<$id> for Reader {
            type Value = Result<$node, Failure>;
            type Error = Failure;

            async fn load(&self, ids: &[$id]) -> Loaded<$id, $node> {
                let found = self.control.$method(&self.actor, ids).await?;
                Ok(found.into_iter().map(|(id, model)| (id, Ok(model.into()))).collect())
            }
        }
    )*};
}

by_id! {
    ProjectId => projects_by_id => Project;
    ApplicationId => applications_by_id => Application;
    ApiId => apis_by_id => Api;
    GrantId => grants_by_id => Grant;
    KeyId => keys_by_id => Key;
    AuditEventId => audit_events_by_id => AuditEvent;
    ClientSecretId => client_secrets_by_id => ClientSecret;
}

/// A project, by its slug.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ProjectNamed(pub(crate) String);

impl Loader<ProjectNamed> for Reader {
    type Value = Result<Project, Failure>;
    type Error = Failure;

    async fn load(&self, of: &[ProjectNamed]) -> Loaded<ProjectNamed, Project> {
        let slugs: Vec<_> = of.iter().map(|of| of.0.clone()).collect();
        let found = self.control.projects_by_slug(&self.actor, &slugs).await?.into_iter();
        Ok(found.map(|(slug, model)| (ProjectNamed(slug), Ok(model.into()))).collect())
    }
}

/// An API of a project, by its name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ApiNamed(pub(crate) ProjectId, pub(crate) String);

impl Loader<ApiNamed> for Reader {
    type Value = Result<Api, Failure>;
    type Error = Failure;

    async fn load(&self, of: &[ApiNamed]) -> Loaded<ApiNamed, Api> {
        let of: Vec<_> = of.iter().map(|of| (of.0, of.1.clone())).collect();
        let found = self.control.apis_by_name(&self.actor, &of).await?.into_iter();
        Ok(found.map(|((id, name), model)| (ApiNamed(id, name), Ok(model.into()))).collect())
    }
}

/// The key that follows another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct SuccessorOf(pub(crate) KeyId);

impl Loader<SuccessorOf> for Reader {
    type Value = Result<Key, Failure>;
    type Error = Failure;

    async fn load(&self, of: &[SuccessorOf]) -> Loaded<SuccessorOf, Key> {
        let ids: Vec<_> = of.iter().map(|of| of.0).collect();
        let found = self.control.successors_of(&self.actor, &ids).await?;
        Ok(found.into_iter().map(|(id, model)| (SuccessorOf(id), Ok(model.into()))).collect())
    }
}

/// The valid secrets of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct SecretsOf(pub(crate) ApplicationId);

impl Loader<SecretsOf> for Reader {
    type Value = Result<Vec<ClientSecret>, Failure>;
    type Error = Failure;

    async fn load(&self, of: &[SecretsOf]) -> Loaded<SecretsOf, Vec<ClientSecret>> {
        let ids: Vec<_> = of.iter().map(|of| of.0).collect();
        let found = self.control.client_secrets_of(&self.actor, &ids).await?;
        let nodes =
            |models: Vec<client_secret::Model>| models.into_iter().map(Into::into).collect();
        Ok(found.into_iter().map(|(id, models)| (SecretsOf(id), Ok(nodes(models)))).collect())
    }
}

/// The labels of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct LabelsOf(pub(crate) ApplicationId);

impl Loader<LabelsOf> for Reader {
    type Value = Result<Vec<Label>, Failure>;
    type Error = Failure;

    async fn load(&self, of: &[LabelsOf]) -> Loaded<LabelsOf, Vec<Label>> {
        let ids: Vec<_> = of.iter().map(|of| of.0).collect();
        let found = self.control.labels_of(&self.actor, &ids).await?.into_iter();
        let nodes = |rows: Vec<label::Model>| rows.into_iter().map(Into::into).collect();
        Ok(found.map(|(id, rows)| (LabelsOf(id), Ok(nodes(rows)))).collect())
    }
}

/// A project's signing keys under its policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct RingOf(pub(crate) ProjectId);

impl Loader<RingOf> for Reader {
    type Value = Result<Arc<Ring>, Failure>;
    type Error = Failure;

    async fn load(&self, of: &[RingOf]) -> Loaded<RingOf, Arc<Ring>> {
        let ids: Vec<_> = of.iter().map(|of| of.0).collect();
        let found = self.control.signing_rings(&self.actor, &ids).await?;
        Ok(found.into_iter().map(|(id, ring)| (RingOf(id), Ok(Arc::new(ring)))).collect())
    }
}

/// One page of a listing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct PageOf<L>(pub(crate) L);

impl<L: Listing> Loader<PageOf<L>> for Reader {
    type Value = Result<Arc<Slice<L::Node>>, Failure>;
    type Error = Failure;

    async fn load(&self, of: &[PageOf<L>]) -> Loaded<PageOf<L>, Arc<Slice<L::Node>>> {
        let listings: Vec<_> = of.iter().map(|of| of.0.clone()).collect();
        let pages = all_or_each(&listings, |some| L::pages(self, some)).await?;
        let slices = pages.into_iter().map(|page| page.map(|page| Arc::new(page.into())));
        Ok(of.iter().cloned().zip(slices).collect())
    }
}

/// The number of items of a listing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct CountOf<L>(pub(crate) L);

impl<L: Listing> Loader<CountOf<L>> for Reader {
    type Value = Result<u64, Failure>;
    type Error = Failure;

    async fn load(&self, of: &[CountOf<L>]) -> Loaded<CountOf<L>, u64> {
        let listings: Vec<_> = of.iter().map(|of| of.0.clone()).collect();
        let counts = all_or_each(&listings, |some| L::counts(self, some)).await?;
        Ok(of.iter().cloned().zip(counts).collect())
    }
}

/// Reads all listings at once. If one is refused, each is read separately, so that only the field
/// of the refused one fails.
async fn all_or_each<'a, L, T, R>(
    listings: &'a [L],
    read: impl Fn(&'a [L]) -> R,
) -> Result<Vec<Result<T, Failure>>, Failure>
where
    R: Future<Output = Result<Vec<T>, Error>>,
{
    match read(listings).await.map_err(Failure::from) {
        Ok(found) => return Ok(found.into_iter().map(Ok).collect()),
        Err(refusal) if listings.len() > 1 && refusal.is_of_the_request() => {}
        Err(failure) => return Err(failure),
    }

    let mut found = Vec::with_capacity(listings.len());
    for listing in listings.chunks(1) {
        match read(listing).await {
            Ok(one) => found.extend(one.into_iter().map(Ok)),
            Err(error) => found.push(Err(error.into())),
        }
    }
    Ok(found)
}
