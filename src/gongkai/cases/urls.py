"""Addresses of requests on the staff site, under /staff/requests/."""

from django.urls import path

from gongkai.cases.views import deliveries, helping, importing, listing, proposals, receipt, registering, staff, weekly, working

urlpatterns = [
    path("", listing.cases, name="cases_list"),
    path("assign/", listing.assign, name="cases_assign"),
    path("export/", listing.export, name="cases_export"),
    path("by-person/", listing.by_person, name="cases_by_person"),
    path("weekly/", weekly.weekly, name="cases_weekly"),
    path("weekly/pdf/", weekly.pdf, name="cases_weekly_pdf"),
    path("new/", registering.new, name="cases_new"),
    path("deliveries/", deliveries.deliveries, name="cases_deliveries"),
    path("to-archive/", deliveries.to_archive, name="cases_to_archive"),
    path("hand-over/", working.hand_over, name="cases_hand_over"),
    path("proposals/", proposals.proposals, name="cases_proposals"),
    path("proposals/<uuid:key>/", proposals.proposal, name="cases_proposal"),
    path("import/", importing.upload, name="cases_import"),
    path("import/template/", importing.template, name="cases_import_template"),
    path("import/tokens/", importing.tokens, name="cases_import_tokens"),
    path("import/tokens/<int:token>/revoke/", importing.revoke, name="cases_import_revoke"),
    path("import/<uuid:batch>/", importing.preview, name="cases_import_preview"),
    path("<uuid:key>/", staff.case, name="cases_case"),
    path("<uuid:key>/beside/<uuid:other>/", helping.compare, name="cases_compare"),
    path("<uuid:key>/steps/<slug:step>/", staff.step, name="cases_step"),
    path("<uuid:key>/receipt/", receipt.printed, name="cases_receipt"),
    path("<uuid:key>/files/<int:position>/<slug:purpose>/", staff.file, name="cases_file"),
]
