from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Names with a hash, also where one module of script imports another: a browser never mixes two releases."""

    support_js_module_import_aggregation = True
