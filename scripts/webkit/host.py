"""A window on WebKit for scripts: tabs of one profile, steered by JSON lines on stdin, answered by JSON lines on stdout.

Usage: host.py PROFILE_FOLDER. Commands: {"id", "do", "tab", ...}; each is answered by {"id", "value"} or {"id", "error"}.
"""

import json
import sys
import threading

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402

FEATURES = {"StorageAPI", "StorageAPIEstimate"}


class Host:
    def __init__(self, profile):
        data = WebKit2.WebsiteDataManager(base_data_directory=f"{profile}/data", base_cache_directory=f"{profile}/cache")
        self.context = WebKit2.WebContext.new_with_website_data_manager(data)
        self.settings = WebKit2.Settings(enable_page_cache=True, enable_write_console_messages_to_stdout=False)
        features = WebKit2.Settings.get_all_features()
        for index in range(features.get_length()):
            feature = features.get(index)
            if feature.get_identifier() in FEATURES:
                self.settings.set_feature_enabled(feature, True)
        self.tabs = []

    def open_tab(self):
        view = WebKit2.WebView(web_context=self.context, settings=self.settings)
        window = Gtk.Window(default_width=1280, default_height=900)
        window.add(view)
        window.show_all()
        number = len(self.tabs)
        self.tabs.append((view, window))
        view.connect("script-dialog", self.accept)
        return number

    @staticmethod
    def accept(_view, dialog):
        asks = (WebKit2.ScriptDialogType.CONFIRM, WebKit2.ScriptDialogType.BEFORE_UNLOAD_CONFIRM)
        if dialog.get_dialog_type() in asks:
            dialog.confirm_set_confirmed(True)
        return True

    def when_loaded(self, view, answer):
        def on_change(_view, event):
            if event == WebKit2.LoadEvent.FINISHED:
                view.disconnect(handler)
                answer(view.get_uri())

        handler = view.connect("load-changed", on_change)

    def carry_out(self, command, answer):
        do = command["do"]
        if do == "open":
            return answer(self.open_tab())
        view, window = self.tabs[command["tab"]]
        if do == "go":
            self.when_loaded(view, answer)
            view.load_uri(command["url"])
        elif do == "back":
            self.when_loaded(view, answer)
            view.go_back()
        elif do == "close":
            window.destroy()
            answer(None)
        elif do == "run":

            def on_result(_view, result):
                try:
                    text = view.call_async_javascript_function_finish(result).to_string()
                    answer(json.loads(text))
                except (GLib.Error, ValueError) as error:
                    answer(None, str(error))

            body = f"return JSON.stringify((await ({command['script']})()) ?? null)"
            view.call_async_javascript_function(body, -1, None, None, None, None, on_result)
        else:
            answer(None, f"unknown command {do}")


def main():
    host = Host(sys.argv[1])

    def handle(command):
        def answer(value, error=None):
            print(json.dumps({"id": command["id"], "value": value, "error": error}), flush=True)

        try:
            host.carry_out(command, answer)
        except Exception as error:  # the script hears of whatever went wrong
            answer(None, repr(error))
        return False

    def read():
        for line in sys.stdin:
            GLib.idle_add(handle, json.loads(line))
        GLib.idle_add(Gtk.main_quit)

    threading.Thread(target=read, daemon=True).start()
    Gtk.main()


main()
