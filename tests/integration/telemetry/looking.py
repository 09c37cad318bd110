"""Looking at a house's metrics as Prometheus does."""

from werkzeug.test import EnvironBuilder

from shared.house.house import House


def scraped(house: House) -> str:
    """What its address answers."""
    answer = house.site.respond(EnvironBuilder(path=f"/{house.name}/metrics").get_request())
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def shown(house: House) -> dict[str, float]:
    """Every series that the house's address shows, without the label `service`."""
    lines = [line for line in scraped(house).splitlines() if line and not line.startswith("#")]
    own = f'service="{house.name}"'
    series = [line.replace(f"{own},", "").replace(f",{own}", "").replace(f"{{{own}}}", "") for line in lines]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in series)}
