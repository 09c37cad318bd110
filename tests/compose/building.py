"""Images made here, since there may be no registry to take them from: Debian by debootstrap, servers from its packages."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.compose.engine import Engine

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILES = Path(__file__).parent / "images"
DEBIAN, HUYING = "huying-test/debian", "huying-test/huying"
OURS = {name: f"huying-test/{name}" for name in ("python", "builder", "postgres", "rabbitmq", "nginx", "prometheus")}
ALERTMANAGER = "huying-test/alertmanager"
SMALL = {
    "etc/dpkg/dpkg.cfg.d/small": "path-exclude=/usr/share/doc/*\npath-exclude=/usr/share/man/*\n"
    "path-exclude=/usr/share/locale/*\npath-exclude=/usr/share/javascript/moment-timezone/*\n",
    "etc/apt/apt.conf.d/small": 'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb || true"; };\n'
    'Dir::Cache::pkgcache "";\nDir::Cache::srcpkgcache "";\n',
}
GONE = ("usr/share/doc", "usr/share/man", "usr/share/locale", "var/lib/apt/lists", "var/cache/apt")


def build_all(engine: Engine) -> dict[str, str]:
    """Every image docker-compose.yml names, as its variables."""
    if not engine.docker("images", "-q", DEBIAN).strip():
        _debian(engine)
    for name, tag in OURS.items():
        _build(engine, tag, DOCKERFILES / f"{name}.Dockerfile", DOCKERFILES)
    _build(engine, ALERTMANAGER, DOCKERFILES / "alertmanager.Dockerfile", DOCKERFILES)
    _wheels()
    bases = ("--build-arg", f"BASE={OURS['python']}", "--build-arg", f"BUILDER={OURS['builder']}", "--network", "none")
    _build(engine, HUYING, ROOT / "deploy" / "image" / "Dockerfile", ROOT, *bases)
    return {
        "HUYING_IMAGE": HUYING,
        "POSTGRES_IMAGE": OURS["postgres"],
        "RABBITMQ_IMAGE": OURS["rabbitmq"],
        "NGINX_IMAGE": OURS["nginx"],
        "PROMETHEUS_IMAGE": OURS["prometheus"],
        "ALERTMANAGER_IMAGE": ALERTMANAGER,
    }


def _debian(engine: Engine) -> None:
    """Debian's smallest system as an image. `DEBIAN_MIRROR` where the default is not reached."""
    mirror = os.environ.get("DEBIAN_MIRROR")
    with tempfile.TemporaryDirectory(prefix="huying-debian-") as folder:
        tree = Path(folder) / "tree"
        words = ["debootstrap", "--variant=minbase", "bookworm", str(tree), *([mirror] if mirror else [])]
        engine.run(["nice", *words])
        engine.run(["rm", "-rf", *(str(tree / gone) for gone in GONE)])
        (tree / "var/cache/apt/archives/partial").mkdir(parents=True)
        for path, content in SMALL.items():
            (tree / path).write_text(content)
        with subprocess.Popen(("tar", "-C", tree, "-c", "."), stdout=subprocess.PIPE) as tar:
            subprocess.run(
                ("docker", "import", "-", DEBIAN), stdin=tar.stdout, env=engine.environment, check=True, stdout=-3
            )


def _build(engine: Engine, tag: str, file: Path, context: Path, *options: str) -> None:
    network = () if "--network" in options else ("--network", "host")
    engine.run(["nice", "docker", "build", "-q", *network, *options, "-t", tag, "-f", str(file), str(context)])


def _wheels() -> None:
    """What the image installs, fetched beforehand in the way this machine reaches an index: the build needs no network."""
    wheels = ROOT / "build" / "wheels"
    words = ("-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--python-version=3.11")
    requirements = ("--require-hashes", "-r", str(ROOT / "requirements" / "run.txt"), "-d", str(wheels))
    ran = subprocess.run((sys.executable, *words, *requirements), capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-3000:]
