"""The objects of HSDS 3.1: their own fields, what hangs on them, and the file that holds them as a table.

Source: Open Referral, HSDS 3.1, the schemas; a test compares them where they are there. `metadata` and
`meta_table_description` are left out: nothing of ours fills them.
"""

from safeconduct.vocabulary.hsds.shape import Shape, names

_ATTRIBUTES = ("attribute", "link_id")
SHAPES: dict[str, Shape] = {
    "organization": Shape(
        "organizations.csv",
        names(
            "id name alternate_name description email website tax_status tax_id year_incorporated legal_status logo"
            " uri parent_organization_id"
        ),
        {
            "additional_websites": ("url", "organization_id"),
            "funding": ("funding", "organization_id"),
            "contacts": ("contact", "organization_id"),
            "phones": ("phone", "organization_id"),
            "locations": ("location", "organization_id"),
            "programs": ("program", "organization_id"),
            "organization_identifiers": ("organization_identifier", "organization_id"),
            "attributes": _ATTRIBUTES,
        },
        required=("id", "name", "description"),
    ),
    "service": Shape(
        "services.csv",
        names(
            "id organization_id program_id name alternate_name description url email status interpretation_services"
            " application_process fees_description wait_time fees accreditations eligibility_description minimum_age"
            " maximum_age assured_date assurer_email licenses alert last_modified"
        ),
        {
            "additional_urls": ("url", "service_id"),
            "phones": ("phone", "service_id"),
            "schedules": ("schedule", "service_id"),
            "service_areas": ("service_area", "service_id"),
            "service_at_locations": ("service_at_location", "service_id"),
            "languages": ("language", "service_id"),
            "funding": ("funding", "service_id"),
            "cost_options": ("cost_option", "service_id"),
            "required_documents": ("required_document", "service_id"),
            "contacts": ("contact", "service_id"),
            "capacities": ("service_capacity", "service_id"),
            "attributes": _ATTRIBUTES,
        },
        {"organization": ("organization", "organization_id"), "program": ("program", "program_id")},
        ("id", "name", "status"),
    ),
    "service_at_location": Shape(
        "service_at_location.csv",
        names("id service_id location_id description"),
        {
            "service_areas": ("service_area", "service_at_location_id"),
            "contacts": ("contact", "service_at_location_id"),
            "phones": ("phone", "service_at_location_id"),
            "schedules": ("schedule", "service_at_location_id"),
            "attributes": _ATTRIBUTES,
        },
        {"location": ("location", "location_id")},
    ),
    "location": Shape(
        "locations.csv",
        names(
            "id location_type url organization_id name alternate_name description transportation latitude longitude"
            " external_identifier external_identifier_type"
        ),
        {
            "languages": ("language", "location_id"),
            "addresses": ("address", "location_id"),
            "contacts": ("contact", "location_id"),
            "accessibility": ("accessibility", "location_id"),
            "phones": ("phone", "location_id"),
            "schedules": ("schedule", "location_id"),
            "attributes": _ATTRIBUTES,
        },
        required=("id", "location_type"),
    ),
    "address": Shape(
        "addresses.csv",
        names(
            "id location_id attention address_1 address_2 city region state_province postal_code country address_type"
        ),
        {"attributes": _ATTRIBUTES},
        required=names("id address_1 city state_province postal_code country address_type"),
    ),
    "phone": Shape(
        "phones.csv",
        names(
            "id location_id service_id organization_id contact_id service_at_location_id number extension type"
            " description"
        ),
        {"languages": ("language", "phone_id"), "attributes": _ATTRIBUTES},
        required=("id", "number"),
    ),
    "contact": Shape(
        "contacts.csv",
        names("id organization_id service_id service_at_location_id location_id name title department email"),
        {"phones": ("phone", "contact_id"), "attributes": _ATTRIBUTES},
    ),
    "schedule": Shape(
        "schedules.csv",
        names(
            "id service_id location_id service_at_location_id valid_from valid_to dtstart timezone until count wkst"
            " freq interval byday byweekno bymonthday byyearday description opens_at closes_at schedule_link"
            " attending_type notes"
        ),
        {"attributes": _ATTRIBUTES},
    ),
    "service_area": Shape(
        "service_areas.csv",
        names("id service_id service_at_location_id name description extent extent_type uri"),
        {"attributes": _ATTRIBUTES},
    ),
    "language": Shape(
        "languages.csv",
        names("id service_id location_id phone_id name code note"),
        {"attributes": _ATTRIBUTES},
    ),
    "service_capacity": Shape(
        "service_capacity.csv",
        names("id service_id unit_id available maximum description updated"),
        {"attributes": _ATTRIBUTES},
        {"unit": ("unit", "unit_id")},
        names("id unit available updated"),
    ),
    "unit": Shape(
        "units.csv",
        names("id name scheme identifier uri"),
        {"attributes": _ATTRIBUTES},
        required=("id", "name"),
    ),
    "required_document": Shape(
        "required_documents.csv", names("id service_id document uri"), {"attributes": _ATTRIBUTES}
    ),
    "cost_option": Shape(
        "cost_options.csv",
        names("id service_id valid_from valid_to option currency amount amount_description"),
        {"attributes": _ATTRIBUTES},
    ),
    "funding": Shape(
        "funding.csv", names("id organization_id service_id source"), {"attributes": _ATTRIBUTES}
    ),
    "program": Shape(
        "programs.csv",
        names("id organization_id name alternate_name description"),
        {"attributes": _ATTRIBUTES},
        required=("id", "name", "description"),
    ),
    "accessibility": Shape(
        "accessibility.csv", names("id location_id description details url"), {"attributes": _ATTRIBUTES}
    ),
    "organization_identifier": Shape(
        "organization_identifiers.csv",
        names("id organization_id identifier_scheme identifier_type identifier"),
        {"attributes": _ATTRIBUTES},
        required=names("id identifier_type identifier"),
    ),
    "url": Shape(
        "url.csv",
        names("id label url organization_id service_id"),
        {"attributes": _ATTRIBUTES},
        required=("id", "url"),
    ),
    "attribute": Shape(
        "attributes.csv",
        names("id link_id taxonomy_term_id link_type link_entity value label"),
        ones={"taxonomy_term": ("taxonomy_term", "taxonomy_term_id")},
    ),
    "taxonomy_term": Shape(
        "taxonomy_terms.csv",
        names("id code name description parent_id taxonomy language taxonomy_id term_uri"),
        ones={"taxonomy_detail": ("taxonomy", "taxonomy_id")},
        required=("id", "name", "description"),
    ),
    "taxonomy": Shape(
        "taxonomies.csv", names("id name description uri version"), required=("id", "name", "description")
    ),
}
"""Every kind, the whole before its parts."""
