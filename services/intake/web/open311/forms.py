"""What GeoReport clients send. What we do not know (`attribute[...]`, extensions) is let by, as the specification has it."""

from typing import Any

from marshmallow import fields, pre_load, validate

from services.intake.web.forms import words
from shared.web.forms import Form, Time, within

LONGEST = 4_000
MOST_DAYS = 90


class Lenient(Form):
    """Unknown fields are passed over."""

    @pre_load
    def known(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """What the form has."""
        return {name: value for name, value in data.items() if name in self.fields}


class Asked(Lenient):
    """What every question may name: the jurisdiction, and the client's key."""

    jurisdiction_id = fields.String(load_default="")
    api_key = fields.String(load_default="")


class ServiceRequestForm(Asked):
    """A new service request. `lat` and `long` are degrees (WGS 84)."""

    service_code = fields.String(required=True)
    description = words(LONGEST, required=True)
    lat = fields.Float(validate=within(-90, 90))
    long = fields.Float(validate=within(-180, 180))
    address_string = words(500)
    address_id = words(200)
    email = words(200)
    device_id = words(200)
    account_id = words(200)
    first_name = words(100, load_default="")
    last_name = words(100, load_default="")
    phone = words(50)
    media_url = words(2_000)


class RequestsQuery(Asked):
    """Which service requests: ids and codes separated by commas, from when to when, open or closed."""

    service_request_id = fields.String(load_default="")
    service_code = fields.String(load_default="")
    start_date = Time()
    end_date = Time()
    status = fields.String(
        load_default="", validate=validate.Regexp(r"^((open|closed)(,(open|closed))?)?$", error="应为 open 或 closed")
    )
