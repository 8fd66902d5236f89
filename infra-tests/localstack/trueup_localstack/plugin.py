"""What LocalStack finds of this package by its entry points."""

from localstack.runtime import hooks
from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin


class ProcessExecutorPlugin(RuntimeExecutorPlugin):
    """The executor that LAMBDA_RUNTIME_EXECUTOR=process names."""

    name = "process"

    def load(self, *args, **kwargs):
        from trueup_localstack.executor import ProcessExecutor

        return ProcessExecutor


@hooks.on_infra_start()
def apply_patches() -> None:
    from trueup_localstack import patches

    patches.apply()
