"""`python -m trueup_oracle FOLDER EPOCH_MILLIS`: takes records and is asked for answers, a line of JSON each.

On standard input a record is {"shard":…,"seq":"…","sub":…,"arrival":…,"data":"base64"}; the question
{"cut":EPOCH} is answered with a line for each cell and then {"end":{…}}, what became of the records.
"""

import base64
import json
import sys
from pathlib import Path

from trueup_oracle import cells, pipeline
from trueup_oracle.judge import Judge


def main(folder: str, epoch: str) -> None:
    judge = Judge(pipeline.load(Path(folder)), int(epoch))
    for line in sys.stdin:
        said = json.loads(line)
        if "cut" in said:
            for cell in judge.answers(said["cut"]):
                print(cells.line(cell))
            print(json.dumps({"end": judge.summary(said["cut"])}), flush=True)
        else:
            data = base64.b64decode(said["data"])
            judge.take(said["shard"], int(said["seq"]), said["sub"], said["arrival"], data)


if __name__ == "__main__":
    main(*sys.argv[1:])
