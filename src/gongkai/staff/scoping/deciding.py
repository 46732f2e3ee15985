"""The step of a workflow as a plain form sends it: what was wrong with it is told, where Wagtail leads back without a word."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from wagtail.admin.views.pages.workflow import WorkflowActionView


class DecisionView(WorkflowActionView):
    """Takes the step, or says why not."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """As Wagtail's; a form that is wrong becomes a message on the page that it leads back to."""
        answer = super().post(request, *args, **kwargs)
        if isinstance(answer, HttpResponseRedirect) and self.form_class:
            for said in self.form_class(request.POST).errors.values():
                messages.error(request, " ".join(said))
        return answer
