"""How Sohoa's rate holds: one core against two, a batch of a thousand pages against one of twenty."""
import json, os, shutil


def batch_of(count, pictures, work):
    """A batch of so many page files with its register: the set's content pages over and over, each file different.

    Dossiers of ten pages, so that no component repeats a sheet; the manifest says which file belongs where.
    """
    # Pages of PDF stand here as drawn by another program, large and without loss: no scanner writes such files.
    content = [path for path, _, page in pictures
               if page["kind"] == "content" and page["case"] and not page["file"].lower().endswith(".pdf")]
    folder = f"{work}/pages-{count}"
    shutil.rmtree(folder, ignore_errors=True)
    os.mkdir(folder)
    items, cases = [], []
    for number in range(count):
        case, component = f"000.00.16.H40-261001-{number // 10 + 1:04d}", "TP01"
        if number % 10 == 0:
            cases.append({"case": case, "procedure_code": "1.000001", "procedure": "Đo tốc độ", "agency": "Cơ quan",
                          "applicant": "Nguyễn Văn An", "received": "2026-10-01T08:00", "due": "2026-10-06",
                          "channel": "direct", "components": [
                              {"code": component, "name": "Giấy tờ", "form": "bản chính", "required": True}]})
            items.append({"case": case, "component": component, "files": []})
        source = content[number % len(content)]
        name = f"{number:04d}{os.path.splitext(source)[1]}"
        shutil.copy(source, f"{folder}/{name}")
        # Behind the end of the picture, where no decoder looks: other content, hence another original.
        with open(f"{folder}/{name}", "ab") as file:
            file.write(b"\n%d" % number)
        items[-1]["files"].append(name)
    json.dump({"items": items}, open(f"{folder}/batch.json", "w"))
    register = f"{work}/cases-{count}.json"
    json.dump(cases, open(register, "w"), ensure_ascii=False)
    return register, folder


class Rate:
    """What a batch of so many pages took."""

    def __init__(self, sohoa, pictures, work, count, cores):
        register, folder = batch_of(count, pictures, work)
        usage = sohoa.digitize(register, [folder], cores=cores)
        shutil.rmtree(folder)
        self.pages, self.cores = count, cores
        self.rate, self.cpu, self.peak = 60 * count / usage.wall, usage.cpu, usage.peak
