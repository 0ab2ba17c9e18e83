"""Static files under names made of their content, modules that import each other included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """What a module imports is named by its hash as well: kept for a year, and never mixed with another release's."""

    support_js_module_import_aggregation = True
