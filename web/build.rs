//! Builds the portal with npm if its sources changed, and copies its files to the folder that the
//! crate embeds. `KEYPLANE_WEB=skip` embeds a plain page instead and needs no npm.

use std::{
    env,
    error::Error,
    fs::{self, File},
    hash::{DefaultHasher, Hash, Hasher},
    io,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

/// The sources of the portal.
const SOURCES: [&str; 10] = [
    // The code samples.
    "../examples/quick-start",
    "index.html",
    "package-lock.json",
    "package.json",
    "postcss.config.js",
    "public",
    "scripts",
    "src",
    "tsconfig.json",
    "vite.config.ts",
];
/// File in `dist` with the hash of the sources of the build.
const STAMP: &str = ".sources";
const WITHOUT: &str = "set KEYPLANE_WEB=skip to build without the portal";

fn main() -> ExitCode {
    println!("cargo::rerun-if-env-changed=KEYPLANE_WEB");
    for path in SOURCES.iter().chain(&["placeholder"]) {
        println!("cargo::rerun-if-changed={path}");
    }
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error={error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    // Each profile has its own copy: the build of another profile may replace `dist` at any time.
    let embedded = PathBuf::from(env::var("OUT_DIR")?).join("portal");
    if env::var("KEYPLANE_WEB").is_ok_and(|value| value == "skip") {
        return Ok(copy(Path::new("placeholder"), &embedded)?);
    }
    let lock = File::create("dist.lock")?;
    lock.lock()?;
    let stamp = sources_hash()?;
    if fs::read_to_string(Path::new("dist").join(STAMP)).ok().as_deref() != Some(&*stamp) {
        build(&stamp)?;
    }
    Ok(copy(Path::new("dist"), &embedded)?)
}

fn build(stamp: &str) -> Result<(), Box<dyn Error>> {
    if !Path::new("node_modules/vite").exists() {
        // Skips the packages that only the portal's tests need.
        npm(&["ci", "--omit=dev", "--no-audit", "--no-fund"])?;
    } else if modified("package-lock.json") > modified("node_modules/.package-lock.json") {
        npm(&["ci", "--no-audit", "--no-fund"])?;
    }
    npm(&["run", "build"])?;
    Ok(fs::write(Path::new("dist").join(STAMP), stamp)?)
}

fn npm(arguments: &[&str]) -> Result<(), String> {
    let command = format!("npm {}", arguments.join(" "));
    let output = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
        .args(arguments)
        .output()
        .map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => format!(
                "the portal is built with npm, which is not installed: install Node.js 20.19 or newer, or {WITHOUT}"
            ),
            _ => format!("{command}: {error}"),
        })?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    // For cargo, a line break ends the message.
    let said = String::from_utf8_lossy(&said).trim().replace('\n', "\ncargo::error=");
    Err(format!("`{command}` in web/ failed ({}); {WITHOUT}\ncargo::error={said}", output.status))
}

fn modified(path: &str) -> Option<std::time::SystemTime> {
    fs::metadata(path).and_then(|data| data.modified()).ok()
}

/// Hashes contents and not dates, so that a fresh clone with a complete `dist` needs no npm.
fn sources_hash() -> io::Result<String> {
    let mut hasher = DefaultHasher::new();
    for source in SOURCES {
        hash_into(Path::new(source), &mut hasher)?;
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn hash_into(path: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    if path.is_dir() {
        return entries(path)?.iter().try_for_each(|entry| hash_into(entry, hasher));
    }
    path.to_string_lossy().replace('\\', "/").hash(hasher);
    fs::read(path)?.hash(hasher);
    Ok(())
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    copy_into(from, to)
}

fn copy_into(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for path in entries(from)? {
        let Some(name) = path.file_name() else { continue };
        if path.is_dir() {
            copy_into(&path, &to.join(name))?;
        } else if name != STAMP && !is_packed(&path) {
            fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}

/// Whether the build wrote the file with gzip too, which is enough: the crate unpacks it where needed.
fn is_packed(path: &Path) -> bool {
    let mut packed = path.as_os_str().to_owned();
    packed.push(".gz");
    Path::new(&packed).exists()
}
