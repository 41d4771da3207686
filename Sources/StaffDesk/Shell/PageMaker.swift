import Basics
import HTTPTypes
import Hummingbird
import NIOCore

/// Puts pages together: the template, the words of the person's language, the menu of their roles.
struct PageMaker: Sendable {
    let templates: Templates
    let assets: Assets

    /// A page for somebody who signed in.
    func page(
        _ template: String, _ title: String, in section: Section?, _ visit: Visit, _ model: Model
    ) throws -> Response {
        var full = frame(title, visit.language).adding(frame(of: visit, section))
        full["notice"] = .text(visit.query["done"].flatMap { Notice(rawValue: $0) }?.phrase.text(visit.language))
        return Self.html(try templates.render(template, full.adding(model)))
    }

    /// A part of a page, for a script that puts it in its place.
    func part(_ template: String, _ visit: Visit, _ model: Model) throws -> Response {
        let words: Model = [
            "t": .phrases(Phrases(language: visit.language)), "csrf": .text(visit.token.csrf),
            "isEnglish": .flag(visit.language == .english),
        ]
        return Self.html(try templates.render(template, words.adding(model)))
    }

    /// A page for whoever has not signed in.
    func page(
        _ template: String, _ title: String, _ language: InterfaceLanguage, _ model: Model,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        Self.html(try templates.render(template, frame(title, language).adding(model)), status)
    }

    /// What was refused.
    func error(_ refusal: Refusal, _ visit: Visit?) throws -> Response {
        let language = visit?.language ?? .vietnamese
        let model: Model = [
            "text": .lines(language.text(refusal)), "other": .lines(visit == nil ? refusal.english.text : nil),
            "code": .text(refusal.code), "isOurs": .flag(refusal.kind == .failed),
        ]
        let title = language.say("Không thực hiện được", "This did not work")
        var full = frame(title, language)
        if let visit { full = full.adding(frame(of: visit, nil)) }
        return Self.html(
            try templates.render("error", full.adding(model)), HTTPResponse.Status(code: refusal.kind.httpStatus))
    }

    // MARK: Parts

    private func frame(_ title: String, _ language: InterfaceLanguage) -> Model {
        [
            "t": .phrases(Phrases(language: language)), "title": .text(title), "lang": .text(language.rawValue),
            "isEnglish": .flag(language == .english), "css": .text(assets.address("desk.css")),
            "js": .text(assets.address("desk.js")), "dropJS": .text(assets.address("drop.js")),
            "reviewJS": .text(assets.address("review.js")),
            "statementJS": .text(assets.address("statement.js")), "icon": .text(assets.address("icon.svg")),
            "signedIn": .model(nil),
            "sections": .list([]), "notice": .text(nil), "csrf": .text(nil),
        ]
    }

    private func frame(of visit: Visit, _ current: Section?) -> Model {
        let language = visit.language
        let here = visit.request.method == .get ? visit.request.uri.string : "/"
        return [
            "signedIn": .model(["name": .text(visit.account.displayName), "login": .text(visit.account.name.rawValue)]),
            "csrf": .text(visit.token.csrf), "here": .text(here),
            "otherLanguage": .text(language == .english ? "vi" : "en"),
            "sections": .list(
                Section.allCases.filter { $0.isOpen(to: visit.caller) }.map { section in
                    [
                        "path": .text(section.path), "name": .text(section.phrase.text(language)),
                        "isCurrent": .flag(section == current),
                    ]
                }),
        ]
    }

    private static func html(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
        let body = ByteBuffer(string: text)
        return Response(
            status: status,
            headers: [.contentType: "text/html; charset=utf-8", .contentLength: String(body.readableBytes)],
            body: ResponseBody(byteBuffer: body))
    }
}
