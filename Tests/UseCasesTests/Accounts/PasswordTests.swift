import Basics
import Foundation
import Testing

@testable import UseCases

@Suite struct PasswordTests {
    /// RFC 7914, section 12.
    @Test(arguments: [
        (
            "password", "NaCl", 10, 8, 16,
            "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
        ),
        (
            "pleaseletmein", "SodiumChloride", 14, 8, 1,
            "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
        ),
    ])
    func scryptVectors(
        password: String, salt: String, cost: Int, blockSize: Int, parallelism: Int, expected: String
    ) throws {
        let parameters = try #require(
            ScryptParameters(cost: cost, blockSize: blockSize, parallelism: parallelism))
        let hash = try PasswordRecord.hash(password, parameters, Data(salt.utf8), size: 64)
        #expect(hash.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == expected)
    }

    @Test func aRecordIsReadAsItWasWritten() throws {
        let record = try PasswordRecord(of: "mật khẩu", .forTests)
        let read = try #require(PasswordRecord(text: record.text))
        #expect(read == record)
        #expect(try read.matches("mật khẩu"))
        #expect(try read.matches("mật khẩu".decomposedStringWithCanonicalMapping))
        #expect(try !read.matches("mat khau"))
        #expect(try !read.matches(""))
        #expect(try PasswordRecord(of: "mật khẩu", .forTests).text != record.text)
    }

    @Test(arguments: [
        "", "$scrypt$ln=17,r=8,p=1$AAAA", "$scrypt$ln=40,r=8,p=1$AAAAAAAAAAAAAAAA$AAAA", "$argon2id$x$y$z",
        "$scrypt$ln=17,r=8$AAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$scrypt$ln=17,r=9999,p=1$AAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ])
    func whatIsNoRecordIsNone(text: String) { #expect(PasswordRecord(text: text) == nil) }

    @Test func weakerSettingsAreMadeUpForByParallelism() {
        #expect((14...20).map { ScryptParameters(cost: $0).parallelism } == [5, 3, 2, 1, 1, 1, 1])
        #expect(ScryptParameters(cost: 3).cost == 14)
        #expect(ScryptParameters(cost: 17).work > ScryptParameters(cost: 16).work - 1)
    }

    private static let rules = PasswordRules(minLength: 12)

    @Test(arguments: [
        "ngắn quá", "password1234", "P@ssw0rd!2026", "matkhau123456", "M@tKh4u@2026", "mật khẩu của tôi 1",
        "123456789012", "038095012345", "0912 345 678 90", "aaaaaaaaaaaaaaa", "qwertyuiop[]", "qwertyuiop123",
        "anhyeuem@2025", "Vietnam@123456", "hanoi-saigon-1975", "lan.le@2026!!", "Lê Thị Lan 1990", "lanlanlanlan12",
        "abcdefghijkl", "1q1q1q1q1q1q1q", "ubnd.motcua.2026", "sohoa sohoa sohoa", "p.a.s.s.w.o.r.d.1",
        "nguyenvan@1985", "tuan\u{0}anh-khong-biet", String(repeating: "dài ", count: 400),
    ])
    func whatIsGuessedFirstIsRefused(password: String) {
        let refusal = #expect(throws: Refusal.self) {
            try Self.rules.check(password, names: ["lan.le", "Lê Thị Lan"])
        }
        #expect(refusal?.code == "password_refused")
    }

    @Test(arguments: [
        "chuồn chuồn bay thấp 88", "ghế tre cạnh bếp lửa", "correct horse battery", "x7#Vq9!mZp2wKr",
        "Trời-mưa-bong-bóng-5",
        "hoso-tim-chuong-vang", "kẹo dừa Bến Tre ngọt", "8 con vịt bơi qua đầm", "日本語のとても長い合言葉です",
    ])
    func whatTakesLongToGuessIsTaken(password: String) {
        #expect(throws: Never.self) { try Self.rules.check(password, names: ["lan.le", "Lê Thị Lan"]) }
    }

    @Test func whoComesWhenTheQueueIsFullIsSentAway() async throws {
        let work = PasswordWork(atOnce: 1, maxWaiting: 0)
        let (gate, began) = (AsyncStream.makeStream(of: Void.self), AsyncStream.makeStream(of: Void.self))
        let first = Task {
            try await work.inTurn { _ in
                began.continuation.yield()
                for await _ in gate.stream {}
            }
        }
        var started = began.stream.makeAsyncIterator()
        await started.next()
        #expect(try await code { try await work.inTurn { _ in } } == "sign_in_busy")
        gate.continuation.finish()
        try await first.value
        #expect(try await code { try await work.inTurn { _ in } } == nil)
    }
}
