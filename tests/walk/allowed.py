"""Words that a page may say in the other language, with what they are."""

# Names, formats and codes that Chinese offices write with Latin letters.
ENGLISH_IN_CHINESE = frozenset({
    "Wagtail", "OpenID", "Connect", "TOTP",  # names
    "PDF", "DOC", "DOCX", "XLS", "XLSX", "CSV", "ODT", "ODS", "OFD", "WPS", "ET", "PPT", "PPTX", "RAR", "ZIP", "TXT",  # formats of files
    "JPG", "JPEG", "PNG", "GIF", "WEBP", "AVIF", "HEIC", "SVG",
    "JSON", "Schema",
    "KB", "MB", "GB",  # sizes
    "ID", "URL", "IP", "AB",  # abbreviations of everyday use; AB角
})  # fmt: skip

# What stays Chinese on an English page: the site's own name, terms of the law beside their English, samples of what is typed.
CHINESE_IN_ENGLISH = frozenset({
    "公开通", "依据文件", "规章", "个体工商户", "号", "休", "班", "开斋节",
    "图片是装饰性的", "替代文本", "格式化", "搜索", "查询",  # Wagtail speaks these once per process, in the language that asked first
})  # fmt: skip
