import DigitizationPipeline
import DocumentModel
import Foundation
import RecognizerProtocol
import TestSupport
import Testing

/// The real `sohoa-recognizer`, from the worker's side.
@Suite(.timeLimit(.minutes(10)))
struct RecognizerProgramTests {
    @Test func pagesComeBackAsWhatTheyAre() async throws {
        let pool = try Program.pool()
        let scratch = try Scratch()

        let request = try await pool.readPage("Pages/request.tif", to: scratch.path("request"))
        #expect(request.reading.text.plain.contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
        #expect(!request.reading.isBlank)
        #expect(request.reading.fingerprint != .none)
        #expect(request.image?.filter == .ccittGroup4)

        let separator = try await pool.readPage("Scans/Pages/separator.tif", to: scratch.path("separator"))
        #expect(separator.reading.barcodes.contains { $0.payload.hasPrefix("SOHOA1/") })
        #expect(separator.image == nil)

        for name in ["Pages/empty-back.tif", "Pages/bleed-through-back.tif"] {
            let back = try await pool.readPage(name, to: scratch.path("back"))
            #expect(back.reading.isBlank, "\(name)")
            #expect(back.reading.text.lines.isEmpty, "\(name)")
            #expect(back.image == nil, "\(name)")
        }
        await pool.shutdown()
    }

    @Test func documentIsAssembledAndItsTextVerified() async throws {
        let pool = try Program.pool()
        let scratch = try Scratch()
        let result = try await pool.readPage("Pages/request.tif", to: scratch.path("image"))
        let (reading, image) = (result.reading, try #require(result.image))
        let page = AssemblyPage(
            image: image, width: reading.width, height: reading.height, dpi: reading.dpi, skew: reading.skew,
            text: reading.text)
        let metadata = DocumentMetadata(
            title: "Đơn đề nghị", caseCode: "000.00.16.H40-261118-0042", componentCode: "TP01", fields: [:],
            createdAt: 0)
        let request = AssembleRequest(pages: [page], metadata: metadata, outputPath: scratch.path("document.pdf"))
        guard case .assembled(let assembled) = try await pool.call(.assemble(request), deadline: .seconds(60)) else {
            Issue.record("another answer")
            return
        }
        #expect(assembled.textVerified)
        #expect(try Data(contentsOf: URL(fileURLWithPath: request.outputPath)).count == assembled.size)
        await pool.shutdown()
    }

    @Test(arguments: PreviewSize.allCases)
    func previewsAreUprightAndNoLargerThanTheyAreAskedFor(size: PreviewSize) async throws {
        let pool = try Program.pool()
        let scratch = try Scratch()
        for rotation in QuarterTurn.allCases {
            let request = PreviewRequest(
                path: Program.fixture("Pages/request.tif"), pageIndex: 0, maxPixels: 100_000_000, rotation: rotation,
                size: size, outputPath: scratch.path("preview.jpg"), options: RecognitionOptions())
            guard
                case .previewRendered(let preview) = try await pool.call(
                    .renderPreview(request), deadline: .seconds(60))
            else {
                Issue.record("another answer")
                return
            }
            let isSideways = rotation == .clockwise90 || rotation == .clockwise270
            #expect(preview.width <= size.maxWidth)
            // A4 stands, unless it was turned.
            #expect((preview.width > preview.height) == isSideways)
            let bytes = try Data(contentsOf: URL(fileURLWithPath: request.outputPath))
            #expect(bytes.prefix(3) == Data([0xFF, 0xD8, 0xFF]))
            #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path("")).count == 1)
        }
        await pool.shutdown()
    }

    @Test func brokenFileIsAFaultAndNotAFailure() async throws {
        let pool = try Program.pool()
        let request = InspectRequest(path: "/nonexistent/scan.tif", maxPixels: 1000)
        guard case .fault(let fault) = try await pool.call(.inspect(request), deadline: .seconds(60)) else {
            Issue.record("another answer")
            return
        }
        #expect(fault.code == .missingFile)
        await pool.shutdown()
    }

    @Test func goodPageThatDoesNotFitIsOutOfMemoryAndNotCorrupt() async throws {
        let pool = try Program.pool { $0.memoryLimit = 300 }
        let scratch = try Scratch()
        try LargeTIFF.write(side: 20_000, to: scratch.path("large.tif"))
        let request = ReadPageRequest(
            path: scratch.path("large.tif"), pageIndex: 0, maxPixels: 1 << 30, imagePath: scratch.path("image"),
            options: RecognitionOptions())
        await #expect {
            try await pool.call(.readPage(request), deadline: .seconds(60))
        } throws: { error in
            if case RecognizerError.outOfMemory = error { true } else { false }
        }
        await pool.shutdown()
    }

    @Test func identityNamesEngineAndModel() async throws {
        let pool = try Program.pool()
        let identity = try await pool.identity()
        #expect(identity.engines["tesseract"]?.isEmpty == false)
        #expect(identity.models["vie"]?.count == 64)
        await pool.shutdown()
    }

    @Test func missingModelIsSaidAtTheStart() async throws {
        let pool = try Program.pool { $0.language = "tlh" }
        let error = await #expect(throws: RecognizerError.self) { try await pool.identity() }
        guard case .exited(RecognizerExitCode.unavailable, let diagnostics) = error else {
            Issue.record("another error: \(String(describing: error))")
            return
        }
        #expect(diagnostics.contains("tlh"))
        await pool.shutdown()
    }

    @Test func programEndsWhenNobodyTakesItsAnswers() async throws {
        let program = try RunningProgram(
            Built.executable("sohoa-recognizer"), [], environment: ["PATH=/usr/bin:/bin", "OMP_THREAD_LIMIT=1"])
        close(program.output)
        async let errors = RunningProgram.read(program.errors)
        // Its input stays open: only the closed output tells that the worker is gone.
        _ = await program.wait()
        _ = await errors
        close(program.input)
    }
}
