//! The files of a set: named one by one, or a folder with everything below it.

use std::{
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    flaw::{Flaw, Flaws, Mark, Spot},
    node::SourceNode,
    toml, yaml,
};

/// Maximum size of a file in bytes.
const MAX_FILE: u64 = 16 * 1024 * 1024;
/// Maximum number of files.
const MAX_FILES: usize = 10_000;
/// Maximum nesting of folders.
const MAX_FOLDERS: usize = 16;

/// What may still be read: 64 MiB in all.
#[derive(Debug)]
pub(crate) struct Bounds {
    bytes: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { bytes: 64 * 1024 * 1024 }
    }
}

impl Bounds {
    /// The text of a file.
    fn text(&mut self, path: &Path) -> Result<String, String> {
        let most = MAX_FILE.min(self.bytes);
        let read = || -> io::Result<Vec<u8>> {
            let file = fs::File::open(path)?;
            if !file.metadata()?.is_file() {
                return Err(io::Error::other("is no file"));
            }
            let mut bytes = Vec::new();
            file.take(most + 1).read_to_end(&mut bytes)?;
            Ok(bytes)
        };

        let bytes = read().map_err(|error| format!("cannot be read: {error}"))?;
        let length = bytes.len() as u64;
        if length > most {
            let mib = MAX_FILE / (1024 * 1024);
            return Err(format!("is too large: a file has at most {mib} MiB, all together 64 MiB"));
        }
        self.bytes -= length;
        String::from_utf8(bytes).map_err(|_| "is no UTF-8 text".to_owned())
    }
}

/// A file of the set, read.
#[derive(Debug)]
pub(crate) struct SourceFile {
    pub(crate) path: Arc<PathBuf>,
    pub(crate) root: SourceNode,
}

impl SourceFile {
    /// Reads and parses a file.
    pub(crate) fn read(path: PathBuf, bounds: &mut Bounds) -> Result<Self, Flaws> {
        let parse = match extension(&path) {
            Some(Format::Yaml) => yaml::parse,
            Some(Format::Toml) => toml::parse,
            None => {
                let spot = Spot { file: Arc::new(path), mark: Mark::default() };
                let message = "must end in .yaml, .yml or .toml".to_owned();
                return Err(Flaw { spot, message }.into());
            }
        };

        let text = bounds.text(&path).map_err(|message| (Mark::default(), message));
        let path = Arc::new(path);
        match text.and_then(|text| parse(&text)) {
            Ok(root) => Ok(Self { path, root }),
            Err((mark, message)) => {
                let spot = Spot { file: path, mark };
                Err(Flaw { spot, message }.into())
            }
        }
    }

    /// A place in the file.
    pub(crate) fn spot(&self, mark: Mark) -> Spot {
        Spot { file: Arc::clone(&self.path), mark }
    }
}

enum Format {
    Yaml,
    Toml,
}

fn extension(path: &Path) -> Option<Format> {
    match path.extension()?.to_str()? {
        "yaml" | "yml" => Some(Format::Yaml),
        "toml" => Some(Format::Toml),
        _ => None,
    }
}

/// The files that the arguments name, each once, in the order of their names. A folder stands for the
/// YAML and TOML files below it; names that begin with a dot are left out.
pub(crate) fn list(arguments: &[PathBuf]) -> Result<Vec<PathBuf>, Flaws> {
    let mut found = Vec::new();
    let mut flaws = Flaws::default();
    for argument in arguments {
        let before = found.len();
        match walk(argument, 0, &mut found) {
            Ok(()) if found.len() == before => {
                add(&mut flaws, argument, "has no .yaml, .yml or .toml file");
            }
            Ok(()) => {}
            Err(error) => add(&mut flaws, argument, &format!("cannot be read: {error}")),
        }
    }
    found.sort();
    found.dedup();
    flaws.none_or(found)
}

fn add(flaws: &mut Flaws, path: &Path, message: &str) {
    flaws.add(Spot { file: Arc::new(path.to_owned()), mark: Mark::default() }, message);
}

fn walk(path: &Path, depth: usize, found: &mut Vec<PathBuf>) -> io::Result<()> {
    let is_folder = fs::metadata(path)?.is_dir();
    if !is_folder {
        // What is named by hand is read, whatever it is called.
        if depth == 0 || extension(path).is_some() {
            found.push(path.to_owned());
        }
        return Ok(());
    }
    if depth >= MAX_FOLDERS {
        return Err(io::Error::other(format!("folders nest deeper than {MAX_FOLDERS} levels")));
    }

    for entry in fs::read_dir(path)? {
        let entry = entry?;
        // A link could lead around in a circle, or out of the folder.
        let is_followed = !entry.file_type()?.is_symlink();
        if is_followed && !entry.file_name().to_string_lossy().starts_with('.') {
            walk(&entry.path(), depth + 1, found)?;
        }
        if found.len() > MAX_FILES {
            return Err(io::Error::other(format!("there are more than {MAX_FILES} files")));
        }
    }
    Ok(())
}

/// The text of a file that another file names, by its path beside that one. A path that leads out of
/// the folder is refused.
pub(crate) fn read_beside(file: &Path, name: &str, bounds: &mut Bounds) -> Result<String, String> {
    let is_inside = Path::new(name)
        .components()
        .all(|part| matches!(part, std::path::Component::Normal(_) | std::path::Component::CurDir));
    if name.is_empty() || !is_inside {
        return Err("the path must stay inside the folder of this file".to_owned());
    }
    let folder = file.parent().unwrap_or(Path::new(""));
    bounds.text(&folder.join(name)).map_err(|why| format!("the file {why}"))
}
