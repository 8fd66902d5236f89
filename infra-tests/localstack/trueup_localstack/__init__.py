"""LocalStack on the host, without Docker: installed, started, watched and stopped.

The command line (`__main__`, `install`, `instance` and what they use) runs on any Python 3.11
without a package installed. `serve`, `plugin`, `executor` and `patches` run inside LocalStack.
"""
