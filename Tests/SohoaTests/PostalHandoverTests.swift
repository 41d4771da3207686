import Foundation
import Testing

/// A day of handing over, as the liaison types it.
@Suite("sohoa postal handover")
struct PostalHandoverTests {
    private static let code = "000.00.16.H40-261001-0002"

    @Test("A list is made, printed, signed and seen on the case's leg")
    func day() async throws {
        let program = try Program()
        defer { program.remove() }
        _ = try await program.run("cases", "import", "\(Program.samples)/cases.json")
        let register = program.home + "/prepared.csv"
        let header = "parcel_id,leg,case_codes,tracking,service,recipient,our_status"
        let text = "\(header)\nP1,return,\(Self.code),,EMS,An,prepared"
        try Data(text.utf8).write(to: URL(fileURLWithPath: register))
        _ = try await program.run("postal", "import", register)

        let without = try await program.run("postal", "handover", "--office", "700100", "--out", program.home)
        #expect(without.code == 65 && without.errors.contains("Dải số hiệu EB đã hết"), "\(without.errors)")
        _ = try await program.run(
            "postal", "codes", "add", "--office", "700100", "--prefix", "EB", "50000000", "50000009")
        let made = try await program.run("postal", "handover", "--office", "700100", "--out", program.home)
        #expect(made.code == 0 && made.output.contains("EB500000004VN"), "\(made.errors)")
        let number = try #require(made.output.split(separator: " ").first { $0.hasPrefix("BG-") }?.dropLast())
        for ending in ["", "-labels", "-slips"] {
            let file = URL(fileURLWithPath: "\(program.home)/\(number)\(ending).pdf")
            #expect(try Data(contentsOf: file).starts(with: Data("%PDF".utf8)))
        }

        let now = try await Program.runTool("/bin/date", ["+%Y-%m-%dT%H:%M"], environment: ["TZ=<+07>-7"])
        let signed = try await program.run(
            "postal", "handover", "confirm", String(number), "--at",
            now.output.trimmingCharacters(in: .whitespacesAndNewlines), "--handed-by", "Lan", "--received-by", "Bình")
        #expect(signed.code == 0 && signed.output.contains("đã ký nhận"), "\(signed.errors)")
        let leg = try await program.run("postal", "leg", "show", Self.code, "--format", "json")
        #expect(leg.values(of: "state").contains("return.accepted_by_post"), "\(leg.output)")

        let delivered = try await program.run(
            "postal", "leg", "record", Self.code, "delivered", "--at",
            now.output.trimmingCharacters(in: .whitespacesAndNewlines), "--signed-paper", "phiếu phát 12")
        #expect(delivered.code == 0, "\(delivered.errors)")
        let shown = try await program.run("cases", "show", Self.code)
        #expect(shown.output.contains("trả kết quả quá hạn") && shown.output.contains("giấy tờ đã ký"))
        let verified = try await program.run("verify")
        #expect(verified.code == 0, "\(verified.output)")
    }

    @Test(
        "What cannot be done is refused with a reason",
        arguments: [
            (["handover", "show", "BG-1-2026-0001"], 65, "Không có bảng kê"),
            (["handover", "show", "12"], 64, "not a list's number"),
            (["handover", "--office", "bưu điện"], 65, "Mã bưu cục không hợp lệ"),
            (["labels", "P9", "--out", "/tmp/x.pdf"], 65, "Không có bưu gửi P9"),
            (["codes", "add", "--office", "1", "EB500000005VN", "EB500000005VN"], 65, "Dải số hiệu không hợp lệ"),
            (["leg", "record", "000.00.16.H40-261001-0002", "closed", "--at", "2026-11-20"], 64, "cả hai chiều"),
            (["leg", "record", "000.00.16.H40-261001-0002", "fee_remitted", "--at", "x"], 64, "Thời điểm"),
            (["events", "/no/such.csv"], 66, "Không tìm thấy tệp"),
        ])
    func refusals(_ arguments: [String], _ code: Int32, _ message: String) async throws {
        let program = try Program()
        defer { program.remove() }
        _ = try await program.run("cases", "import", "\(Program.samples)/cases.json")
        let result = try await program.run(["postal"] + arguments)
        #expect(result.code == code, "\(result.errors)")
        #expect(result.errors.contains(message), "\(result.errors)")
    }
}
