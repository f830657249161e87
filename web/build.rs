//! Builds the front end with npm for release builds, and only when its sources or its lock file change. Debug builds do not
//! need Node: they read `web/dist` at run time.

use std::path::Path;
use std::process::Command;

/// What the built files depend on.
const INPUTS: [&str; 17] = [
    "build.rs",
    "src",
    "public",
    "index.html",
    "answer.html",
    "code.html",
    "kiosk.html",
    "receipt.html",
    "self-check.html",
    "results.html",
    "organise.html",
    "package.json",
    "package-lock.json",
    "vite.config.ts",
    "fluent.ts",
    "svelte.config.js",
    "tsconfig.json",
];

fn main() -> Result<(), String> {
    for input in INPUTS.iter().filter(|input| Path::new(input).exists()) {
        println!("cargo::rerun-if-changed={input}");
    }
    if std::env::var("PROFILE").as_deref() != Ok("release") {
        return Ok(());
    }
    let out = std::env::var("OUT_DIR").map_err(|error| format!("OUT_DIR: {error}"))?;
    // The install is current if npm noted it after the lock file was last written.
    let modified = |path: &str| std::fs::metadata(path).and_then(|file| file.modified()).ok();
    let installed = modified("node_modules/.package-lock.json");
    if installed.is_none() || installed < modified("package-lock.json") {
        npm(&["ci", "--no-audit", "--no-fund"])?;
    }
    npm(&["run", "build", "--", "--outDir", &format!("{out}/dist"), "--emptyOutDir"])
}

fn npm(arguments: &[&str]) -> Result<(), String> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    match Command::new(program).args(arguments).output() {
        Err(error) => Err(format!(
            "cannot run npm ({error}). A release build of Chorus builds its web pages: install Node.js 20.19 or newer, with npm."
        )),
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(format!(
            "`npm {}` failed:\n{}\n{}",
            arguments.join(" "),
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        )),
    }
}
