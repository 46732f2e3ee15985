"""Settings of pages, pictures and files; imported into `gongkai.web.settings`."""

_MEGABYTE = 1024 * 1024

# Own models: Wagtail's have tags, which all organs would share.
WAGTAILIMAGES_IMAGE_MODEL = "portal.Picture"
WAGTAILDOCS_DOCUMENT_MODEL = "portal.PublicFile"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "gongkai.portal.forms.FileForm"

WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]  # no SVG: it can carry script
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * _MEGABYTE
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
# What offices publish; nothing that a browser would run.
WAGTAILDOCS_EXTENSIONS = ["csv", "doc", "docx", "et", "odt", "ods", "ofd", "pdf", "ppt", "pptx", "rar", "txt", "wps", "xls", "xlsx", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * _MEGABYTE
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # never by the storage's address: who may have a file is asked each time
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf"]

WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = ""  # it looks an address up among the pages of all organs
WAGTAILADMIN_COMMENTS_ENABLED = False  # they notify by e-mail and mention people of any organ
WAGTAIL_AUTOSAVE_INTERVAL = 0  # each save is a person's act, with a row in the trail
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = False  # `gongkai.accounts` has these
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
