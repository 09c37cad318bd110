import subprocess
import sys


def test_a_witness_loads_nothing_of_the_services_it_watches() -> None:
    script = (
        "import sys; sys.argv = ['huying', 'witness'];"
        "import services.cli.__main__, services.cli.witness;"
        "print([name for name in ('eventlet', 'nameko', 'kombu', 'sqlalchemy', 'services.ledger') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout.strip()) == (0, "[]"), ran.stderr
