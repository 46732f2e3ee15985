"""Addresses of requests on the public site, under /requests/."""

from django.urls import path

from gongkai.cases.views import public, receipt, sending

urlpatterns = [
    path("new/<slug:code>/", sending.new, name="requests_new"),
    path("status/", public.status, name="requests_status"),
    path("correct/", public.correct, name="requests_correct"),
    path("reasons/", public.reasons, name="requests_reasons"),
    path("withdraw/", public.withdraw, name="requests_withdraw"),
    path("receipt/", receipt.own, name="requests_receipt"),
    path("letter/", public.letter, name="requests_letter"),
]
