//! What the files describe, with every default filled in and every reference checked.

use std::{
    collections::{BTreeMap, HashMap},
    path::PathBuf,
};

use serde_json::{Value, json};

use super::{
    model::{FORMS, schema},
    object::{ObjectKind, ObjectSettings, normal, reference},
    public_key::{KeyFlaw, KeyTexts, read_key},
    source::{
        Bounds, Flaws, SchemaCheck, SourceFile, SourceMember, SourceNode, SourceValue, Spot, list,
    },
};

/// A file set.
#[derive(Debug)]
pub(super) struct Desired {
    /// Name of the set.
    pub(super) set: String,
    /// Projects by their slugs.
    pub(super) projects: BTreeMap<String, DesiredProject>,
}

/// A project of a file set.
#[derive(Debug, Default)]
pub(super) struct DesiredProject {
    /// Settings that the files name.
    pub(super) settings: ObjectSettings,
    /// Its objects, in the order of their kinds.
    pub(super) objects: Vec<DesiredObject>,
    /// The scopes of its grants, as the files list them.
    pub(super) granted: Vec<GrantedScope>,
    places: HashMap<String, Spot>,
}

/// A scope of a grant.
#[derive(Debug)]
pub(super) struct GrantedScope {
    /// External ID of the API.
    pub(super) api: String,
    pub(super) scope: String,
    pub(super) spot: Spot,
}

/// An object that the files describe.
#[derive(Clone, Debug)]
pub(super) struct DesiredObject {
    pub(super) kind: ObjectKind,
    /// `externalId` that the object has on the server.
    pub(super) external_id: String,
    /// Settings, normal; references are external IDs.
    pub(super) settings: ObjectSettings,
    /// Thumbprint (RFC 7638) of a key.
    pub(super) thumbprint: Option<String>,
    spot: Spot,
}

impl DesiredObject {
    /// Where the object stands in the files.
    pub(super) fn spot(&self) -> &Spot {
        &self.spot
    }
}

/// The members of a project that hold objects by their names.
const MAPS: [(&str, ObjectKind); 4] = [
    ("applications", ObjectKind::Application),
    ("apis", ObjectKind::Api),
    ("trustedIssuers", ObjectKind::TrustedIssuer),
    ("federatedIdentities", ObjectKind::FederatedIdentity),
];

impl Desired {
    /// Reads a file set. Everything that is wrong is named.
    pub(super) fn read(arguments: &[PathBuf]) -> Result<Self, Flaws> {
        let mut bounds = Bounds::default();
        let mut flaws = Flaws::default();
        let mut files = Vec::new();
        for path in list(arguments)? {
            match SourceFile::read(path, &mut bounds) {
                Ok(file) => files.push(file),
                Err(wrong) => flaws.append(wrong),
            }
        }

        let check = SchemaCheck::new(&schema(), FORMS);
        for file in &files {
            check.check(file, &mut flaws);
        }
        flaws.none_or(())?;
        Self::gather(&files, bounds)
    }

    fn gather(files: &[SourceFile], bounds: Bounds) -> Result<Self, Flaws> {
        let mut gathering = Gathering { bounds, ..Gathering::default() };
        for file in files {
            gathering.file(file);
        }
        let Gathering { set, mut projects, mut flaws, .. } = gathering;
        for project in projects.values_mut() {
            project.objects.sort_by_key(|object| object.kind);
            project.check(&set, &mut flaws);
        }
        flaws.none_or(Self { set, projects })
    }
}

/// What was read so far.
#[derive(Default)]
struct Gathering {
    set: String,
    projects: BTreeMap<String, DesiredProject>,
    flaws: Flaws,
    bounds: Bounds,
}

impl Gathering {
    fn file(&mut self, file: &SourceFile) {
        if let Some(set) = file.root.get("set") {
            let name = text(&set.node);
            if self.set.is_empty() {
                name.clone_into(&mut self.set);
            } else if self.set != name {
                let message = format!("set is {name} here and {} in another file", self.set);
                self.flaws.add(file.spot(set.node.mark), message);
            }
        }
        let projects = file.root.get("projects").map(|one| one.node.members());
        for project in projects.unwrap_or_default() {
            self.project(file, project);
        }
    }

    fn project(&mut self, file: &SourceFile, project: &SourceMember) {
        let slug = project.name.clone();
        for member in project.node.members() {
            let map = MAPS.iter().find(|map| map.0 == member.name);
            match (map, member.name.as_str()) {
                (Some((_, kind)), _) => {
                    for object in member.node.members() {
                        self.object(file, &slug, *kind, object);
                    }
                }
                (None, "grants") => {
                    for grant in member.node.items() {
                        self.grant(file, &slug, grant);
                    }
                }
                (None, "keyPolicy") => {
                    for rule in member.node.members() {
                        let name = format!("keyPolicy.{}", rule.name);
                        self.setting(file, &slug, &name, &rule.node);
                    }
                }
                (None, name) => self.setting(file, &slug, name, &member.node),
            }
        }

        // A project without anything is there all the same.
        self.projects.entry(slug).or_default();
    }

    /// A setting of a project, which only one file may name.
    fn setting(&mut self, file: &SourceFile, slug: &str, name: &str, node: &SourceNode) {
        let project = self.projects.entry(slug.to_owned()).or_default();
        project.settings.insert(name.to_owned(), normal(name, node.json()));
        let spot = file.spot(node.mark);
        self.claim(slug, format!("setting {name}"), spot);
    }

    /// Notes the place of something that stands once in a project.
    fn claim(&mut self, slug: &str, what: String, spot: Spot) {
        let project = self.projects.entry(slug.to_owned()).or_default();
        if let Some(first) = project.places.get(&what) {
            self.flaws.add(spot, format!("the {what} of {slug} stands in {first} already"));
        } else {
            project.places.insert(what, spot);
        }
    }

    fn object(&mut self, file: &SourceFile, slug: &str, kind: ObjectKind, from: &SourceMember) {
        let external_id = format!("{}/{}", self.set, from.name);
        let spot = file.spot(from.mark);
        let mut settings = self.settings(kind, &from.node);
        settings.entry("name").or_insert_with(|| Value::from(from.name.as_str()));

        self.claim(slug, format!("{kind} {}", from.name), spot.clone());
        let keys = settings.remove("keys").and(from.node.get("keys"));
        for key in keys.map(|keys| keys.node.items()).unwrap_or_default() {
            self.key(file, slug, &external_id, key);
        }
        self.add(slug, DesiredObject { kind, external_id, settings, thumbprint: None, spot });
    }

    fn grant(&mut self, file: &SourceFile, slug: &str, from: &SourceNode) {
        let settings = self.settings(ObjectKind::Grant, from);
        let name = |setting: &str| {
            let full = settings.get(setting).and_then(Value::as_str).unwrap_or_default();
            full.strip_prefix(&format!("{}/", self.set)).unwrap_or(full).to_owned()
        };
        let pair = format!("{}/{}", name("application"), name("api"));
        let external_id = format!("{}/{pair}", self.set);
        let spot = file.spot(from.mark);

        self.claim(slug, format!("grant {pair}"), spot.clone());
        let api = settings.get("api").and_then(Value::as_str).unwrap_or_default();
        let scopes = from.get("scopes").map(|scopes| scopes.node.items()).unwrap_or_default();
        let granted = scopes.iter().map(|scope| GrantedScope {
            api: api.to_owned(),
            scope: text(scope).to_owned(),
            spot: file.spot(scope.mark),
        });
        self.projects.entry(slug.to_owned()).or_default().granted.extend(granted);
        let kind = ObjectKind::Grant;
        self.add(slug, DesiredObject { kind, external_id, settings, thumbprint: None, spot });
    }

    fn key(&mut self, file: &SourceFile, slug: &str, owner: &str, from: &SourceNode) {
        let spot = file.spot(from.mark);
        let texts = KeyTexts { file: &file.path, bounds: &mut self.bounds };
        let key = match read_key(from, texts) {
            Ok(key) => key,
            Err(KeyFlaw { mark, message }) => {
                return self.flaws.add(file.spot(mark.unwrap_or(from.mark)), message);
            }
        };

        let mut settings = self.settings(ObjectKind::Key, from);
        settings.remove("publicKeyFile");
        settings.insert("application".to_owned(), Value::from(owner));
        settings.insert("publicKey".to_owned(), Value::from(key.pem));
        settings.insert("kid".to_owned(), Value::from(key.kid));
        if let Some(Value::Array(further)) = settings.get_mut("additionalAlgorithms") {
            further.retain(|one| one != key.algorithm.as_str());
        }
        settings.insert("algorithm".to_owned(), Value::from(key.algorithm));

        self.claim(slug, format!("key with the thumbprint {}", key.thumbprint), spot.clone());
        let external_id = format!("{owner}/{}", key.thumbprint);
        let (kind, thumbprint) = (ObjectKind::Key, Some(key.thumbprint));
        self.add(slug, DesiredObject { kind, external_id, settings, thumbprint, spot });
    }

    fn add(&mut self, slug: &str, object: DesiredObject) {
        self.projects.entry(slug.to_owned()).or_default().objects.push(object);
    }

    /// The settings of an object, with defaults, in their normal form and with full references.
    fn settings(&self, kind: ObjectKind, node: &SourceNode) -> ObjectSettings {
        let mut settings = kind.defaults();
        for SourceMember { name, node, .. } in node.members() {
            let value = match node.json() {
                // Null is the same as an absent setting.
                Value::Null => continue,
                Value::Object(labels) if name == "labels" => {
                    let pair = |(key, value)| json!({ "key": key, "value": value });
                    labels.into_iter().map(pair).collect()
                }
                Value::String(text) if reference(name).is_some() && !text.contains('/') => {
                    Value::from(format!("{}/{text}", self.set))
                }
                other => other,
            };
            settings.insert(name.clone(), normal(name, value));
        }
        settings
    }
}

fn text(node: &SourceNode) -> &str {
    match &node.value {
        SourceValue::Text(text) => text,
        _ => "",
    }
}
