"""Executes the notebooks: `run.py check` in a folder of its own, `run.py refresh` in place.

`check` fails where a cell fails, where a notebook that stands in the repository is not as `refresh`
writes it, or where a failing assert passes.
"""

import concurrent.futures
import os
import pathlib
import sys
import tempfile

import nbformat
from nbclient import NotebookClient
from traitlets.config import Config

HERE = pathlib.Path(__file__).resolve().parent


def clean(notebook):
    """Takes out all that changes from one run or machine to the next, and keeps the outputs."""
    notebook.metadata = nbformat.from_dict({
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    })
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    count = 0
    for place, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{place + 1:02}"
        cell.metadata = nbformat.from_dict({})
        if cell.cell_type != "code":
            continue
        count += 1
        cell.execution_count = count
        for output in cell.outputs:
            if "metadata" in output:
                output.metadata = nbformat.from_dict({})
            if "execution_count" in output:
                output.execution_count = count
    return notebook


def text(notebook):
    return nbformat.writes(notebook, sort_keys=True) + "\n"


def execute(notebook, out):
    """Runs all cells in this folder, where `import figures` finds the module; files go to `out`."""
    # Kernels that run side by side each have a folder of sockets, which no other user can reach.
    with tempfile.TemporaryDirectory() as sockets:
        NotebookClient(
            notebook,
            timeout=300,
            kernel_name="python3",
            resources={"metadata": {"path": str(HERE)}},
            config=Config({"KernelManager": {"transport": "ipc", "ip": f"{sockets}/kernel"}}),
        ).execute(env={**os.environ, "SPOTCHECK_NOTEBOOK_OUT": str(out)})


def run(path, in_place, out):
    notebook = nbformat.read(path, as_version=4)
    committed = path.read_text(encoding="utf-8")
    problems = []
    if not in_place:
        if committed != text(clean(nbformat.read(path, as_version=4))):
            problems.append("is not as `make notebooks-refresh` writes it")
        if not any(cell.get("outputs") for cell in notebook.cells):
            problems.append("has no outputs")
    try:
        execute(notebook, out / path.stem)
    except Exception as error:
        problems.append(str(error))
    if in_place and not problems:
        path.write_text(text(clean(notebook)), encoding="utf-8")
    return path.name, problems


def canary(out):
    """A failing assert must fail."""
    cell = nbformat.v4.new_code_cell("assert 1 + 1 == 3")
    try:
        execute(nbformat.v4.new_notebook(cells=[cell]), out)
    except Exception:
        return
    sys.exit("notebooks: a failing assert passed, so the check checks nothing")


def main(mode, names):
    paths = sorted(HERE.glob("*.ipynb"))
    paths = [path for path in paths if not names or path.stem in names]
    if not paths:
        sys.exit("notebooks: there is none")
    in_place = mode == "refresh"
    with tempfile.TemporaryDirectory() as folder:
        out = HERE / "out" if in_place else pathlib.Path(folder)
        canary(out)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            results = list(pool.map(lambda path: run(path, in_place, out), paths))
    for name, problems in results:
        for problem in problems:
            print(f"{name}: {problem}", file=sys.stderr)
    failed = sum(bool(problems) for _, problems in results)
    print(f"notebooks: {len(results) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in ("check", "refresh"):
        sys.exit("usage: run.py check|refresh [NAME…]")
    main(sys.argv[1], sys.argv[2:])
