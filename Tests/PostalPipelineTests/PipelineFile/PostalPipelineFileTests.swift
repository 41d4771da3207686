import DigitizationPipeline
import Foundation
import Office
import PostalPipeline
import Testing

@Suite("Pipelines/postal-*.yaml")
struct PostalPipelineFileTests {
    @Test("The files that ship with the program say what is in force without them", arguments: [0, 1])
    func shipped(_ place: Int) throws {
        let steps = PostalPipelineSteps.standard[place]
        let path = URL(filePath: #filePath).appending(path: "../../../../Pipelines/\(steps.name).yaml").standardized
        #expect(try PostalPipelineFile.load(path.path) == steps)
    }

    @Test("A file under rules/postal takes the place of the one of its name")
    func ownFile() throws {
        let home = DataHome(path: FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path)
        defer { try? FileManager.default.removeItem(atPath: home.path) }
        try FileManager.default.createDirectory(atPath: home.rules + "/postal", withIntermediateDirectories: true)
        let path = home.rules + "/postal/postal-return.yaml"
        try "name: r\nstages: [{watch: {station: buu-dien, stable_seconds: 5}}, reconcile]".write(
            toFile: path, atomically: true, encoding: .utf8)
        let steps = try PostalPipelineFile.load(home)
        #expect(steps.map(\.station.rawValue) == ["postal-events", "buu-dien"])
        #expect(steps.last?.stableSeconds == 5 && steps.last?.reconciles == true && steps.last?.spreadsheets == nil)
        try "name: r\nstages: [watch: {station: postal-events}]".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: PipelineFileFault.self) { try PostalPipelineFile.load(home) }
    }

    @Test(
        "What is no such file is refused with line and reason",
        arguments: [
            ("", 1, "name and stages"), ("name: x", 1, "name and stages"),
            ("name: x\nstages: []", 2, "watch as the first stage"),
            ("name: x\nstages:\n  - reconcile", 3, "watch as the first stage"),
            ("name: x\nstages:\n  - watch", 3, "watch with a station"),
            ("name: x\nstages:\n  - watch: {station: ../x}", 3, "a station's name"),
            ("name: x\nstages:\n  - watch: {station: p, colour: red}", 3, "a parameter of watch"),
            ("name: x\nstages:\n  - watch: {station: p, stable_seconds: 0}", 3, "a whole number from 1"),
            ("name: x\nstages:\n  - watch: {station: p}\n  - shred", 4, "one of the stages"),
            ("name: x\nstages:\n  - watch: {station: p}\n  - reconcile\n  - file-slips", 5, "in this order"),
            ("name: x\nstages:\n  - watch: {station: p}\n  - take-events\n  - take-statements", 5, "in this order"),
            ("name: x\nstages:\n  - watch: {station: p}\n  - report", 3, "reconcile before report"),
            ("name: x\nstages:\n  - watch: {station: p}\n  - reconcile: {a: b}", 4, "no parameters of reconcile"),
            (
                "name: x\nstages:\n  - watch: {station: p}\n  - reconcile\n  - report: {folder: ../x}", 5,
                "a folder in the data home"
            ),
            ("name: x\nstages:\n  - watch: {station: p}\n  - reconcile\n  - report: {folder: rules}", 5, "folder"),
        ])
    func refused(_ text: String, _ line: Int, _ expected: String) throws {
        let fault = try #require(throws: PipelineFileFault.self) { try PostalPipelineFile.parse(text, file: "f.yaml") }
        #expect(fault.expected.contains(expected), "\(fault)")
        #expect(fault.line == line, "\(fault)")
    }
}
