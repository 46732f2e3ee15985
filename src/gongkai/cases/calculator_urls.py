"""The address of the deadline calculator on the public site, /deadlines/."""

from django.urls import path

from gongkai.cases.views import calculator

urlpatterns = [path("", calculator.calculator, name="deadlines")]
