//! The shape of the house: which floor may know which, and no circles of files.

mod log_fields;
mod source;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use self::source::{absolute, code_of, imports, inline_paths};

/// The floors inside `crates/control`, from the ground up. Floors on one line do not know each
/// other.
const CONTROL_FLOORS: [&[&str]; 8] = [
    &["cidr", "error", "figures", "paths"],
    &["endpoint", "input", "protected_resource", "public_url", "source_network"],
    &["judge", "outside", "store"],
    &["known"],
    &["operate", "serve"],
    &["show"],
    &["run"],
    &[""],
];
/// The floors inside `crates/api`, likewise.
const API_FLOORS: [&[&str]; 6] = [
    &["telemetry"],
    &["identity_header", "http"],
    &["gateway_config", "oauth"],
    &["graphql", "gateway", "sign_in"],
    &["router", "probe"],
    &[""],
];
/// The longest circle of files that may be: the nodes of the GraphQL API name each other.
const LONGEST_CIRCLE: usize = 4;

/// A crate's files by their module paths, such as `operate::keys::rotate`.
struct Crate {
    name: String,
    files: BTreeMap<String, PathBuf>,
    /// What a module re-exports: name to full path.
    faces: BTreeMap<String, BTreeMap<String, String>>,
    /// What each module uses of its own crate, as full paths.
    uses: BTreeMap<String, BTreeSet<String>>,
}

impl Crate {
    fn read(folder: &Path) -> Self {
        let source = folder.join("src");
        let mut files = BTreeMap::new();
        find_files(&source, &source, &mut files);
        let mut this = Self {
            name: folder.file_name().unwrap().to_string_lossy().into_owned(),
            files,
            faces: BTreeMap::new(),
            uses: BTreeMap::new(),
        };

        for (module, file) in &this.files {
            let text = fs::read_to_string(file).unwrap();
            let code = code_of(&text);
            let code = code.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
            let (items, rest) = imports(code);
            let inline = inline_paths(&rest).into_iter().map(|path| (false, path));
            for (is_public, path) in items.into_iter().chain(inline) {
                let Some(full) = absolute(module, &path) else { continue };
                if is_public {
                    let name = full.rsplit("::").next().unwrap_or_default().to_owned();
                    this.faces.entry(module.clone()).or_default().insert(name, full);
                } else {
                    this.uses.entry(module.clone()).or_default().insert(full);
                }
            }
        }
        this
    }

    /// The module that defines what a path names.
    fn home(&self, path: &str) -> Option<&String> {
        let mut path = path.to_owned();
        for _ in 0..10 {
            let (module, name) = path.rsplit_once("::").unwrap_or(("", &*path));
            match self.faces.get(module).and_then(|face| face.get(name)) {
                Some(next) if *next != path => path.clone_from(next),
                _ => break,
            }
        }
        let mut module = &*path;
        loop {
            if let Some((known, _)) = self.files.get_key_value(module) {
                return Some(known);
            }
            module = module.rsplit_once("::")?.0;
        }
    }

    /// The files that each file uses.
    fn arrows(&self) -> BTreeMap<&String, BTreeSet<&String>> {
        let of = |(module, used): (&String, &BTreeSet<String>)| {
            let (module, _) = self.files.get_key_value(module).unwrap();
            let homes = used.iter().filter_map(|path| self.home(path));
            (module, homes.filter(|home| *home != module).collect::<BTreeSet<_>>())
        };
        self.uses.iter().map(of).collect()
    }

    /// The circles of files: sets in which each file reaches each other one.
    fn circles(&self) -> Vec<BTreeSet<&String>> {
        let arrows = self.arrows();
        let reach: BTreeMap<_, _> =
            arrows.keys().map(|module| (*module, reached(&arrows, module))).collect();
        let mut circles: Vec<BTreeSet<&String>> = Vec::new();
        for (module, from_it) in &reach {
            if circles.iter().any(|circle| circle.contains(module)) {
                continue;
            }
            let back = |other: &&&String| reach.get(**other).is_some_and(|of| of.contains(*module));
            let mut circle: BTreeSet<_> = from_it.iter().filter(back).copied().collect();
            circle.insert(module);
            circles.push(circle);
        }
        circles
    }
}

fn find_files(root: &Path, folder: &Path, files: &mut BTreeMap<String, PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            find_files(root, &path, files);
            continue;
        }
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let relative = path.strip_prefix(root).unwrap().with_extension("");
        let mut parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
        if parts.last().is_some_and(|last| *last == "mod") || relative == Path::new("lib") {
            parts.pop();
        }
        files.insert(parts.join("::"), path);
    }
}

fn reached<'a>(
    arrows: &BTreeMap<&'a String, BTreeSet<&'a String>>,
    from: &String,
) -> BTreeSet<&'a String> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<_> = arrows.get(from).into_iter().flatten().copied().collect();
    while let Some(module) = open.pop() {
        if seen.insert(module) {
            open.extend(arrows.get(module).into_iter().flatten());
        }
    }
    seen
}

fn crates() -> Vec<Crate> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let folders = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    folders
        .filter(|folder| folder.join("src").is_dir())
        .map(|folder| Crate::read(&folder))
        .collect()
}

fn floor_of(floors: &[&[&str]], module: &str) -> usize {
    let room = module.split("::").next().unwrap_or_default();
    let floor = floors.iter().position(|rooms| rooms.contains(&room));
    floor.unwrap_or_else(|| panic!("{room} stands on no floor of its crate: name it here"))
}

/// Checks that each file of a crate uses its own room and lower floors only, in more than `least`
/// paths.
fn check_floors(name: &str, floors: &[&[&str]], least: usize) {
    let one = crates().into_iter().find(|one| one.name == name).unwrap();
    let (mut read, mut wrong) = (0, Vec::new());
    for (module, used) in one.uses.iter().filter(|(module, _)| !module.is_empty()) {
        for path in used {
            let home = one.home(path).unwrap_or(path);
            let is_own_room = home.split("::").next() == module.split("::").next();
            if !is_own_room && floor_of(floors, home) >= floor_of(floors, module) {
                wrong.push(format!("{module} uses {path}"));
            }
            read += 1;
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(read > least, "only {read} paths were read");
}

#[test]
fn no_file_of_control_uses_a_floor_above_its_own_or_beside_it() {
    check_floors("control", &CONTROL_FLOORS, 500);
}

#[test]
fn no_file_of_api_uses_a_floor_above_its_own_or_beside_it() {
    check_floors("api", &API_FLOORS, 200);
}

#[test]
fn no_circle_of_files_is_longer_than_that_of_the_graphql_nodes() {
    let long = |one: &Crate| {
        let circles = one.circles().into_iter().filter(|circle| circle.len() > LONGEST_CIRCLE);
        circles.map(|circle| format!("{}: {circle:?}", one.name)).collect::<Vec<_>>()
    };
    let long: Vec<_> = crates().iter().flat_map(long).collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn no_two_types_of_a_crate_have_one_name() {
    let mut twice = Vec::new();
    for one in crates() {
        let mut homes: BTreeMap<String, &String> = BTreeMap::new();
        for (module, file) in &one.files {
            let text = code_of(&fs::read_to_string(file).unwrap());
            for name in text.lines().filter_map(type_name) {
                // SeaORM gives these names to the parts of each table.
                let is_part_of_a_table =
                    one.name == "entity" && ["Model", "Relation"].contains(&&*name);
                let other = homes.insert(name.clone(), module).filter(|_| !is_part_of_a_table);
                twice.extend(other.map(|other| format!("{}: {name}, {other}, {module}", one.name)));
            }
        }
    }
    assert!(twice.is_empty(), "{twice:#?}");
}

/// The name of the type that a line declares. An indented alias is a trait's.
fn type_name(line: &str) -> Option<String> {
    let alias = (!line.starts_with(' ')).then_some("type ");
    let line = line.trim_start();
    let line = line.strip_prefix("pub").map_or(line, |rest| {
        let rest =
            rest.strip_prefix('(').and_then(|rest| rest.split_once(')')).map_or(rest, |of| of.1);
        rest.trim_start()
    });
    let mut words = ["struct ", "enum ", "trait "].into_iter().chain(alias);
    let rest = words.find_map(|word| line.strip_prefix(word))?;
    let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    name.starts_with(char::is_uppercase).then_some(name)
}
