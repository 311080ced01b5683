// The chooser's insides, for its own files: visit.cpp (where it goes), chooser.cpp (what it answers), keys.cpp (what is
// chosen and shown), frame.cpp, foot.cpp and grid.cpp (how it looks).
#pragma once

#include <string>
#include <vector>

#include "app/dialogs/chooser/chooser.h"
#include "app/files/file_listing.h"
#include "app/files/typed_path.h"
#include "app/widgets/text_field.h"
#include "app/widgets/thumbnails.h"

namespace flatscope {

struct ChooserItem {
  FileEntry file;
  std::string bundled;  // or the name of a picture that comes with Flatscope; file.name is its title then
};

struct Chooser::State : std::enable_shared_from_this<Chooser::State> {
  explicit State(Worker& w) : worker(w), thumbnails(w) {}

  enum class Where { folder, recent, bundled };
  // Where keys go. In `list` the path's field still waits for letters, so that typing needs no click; in `filter` it
  // holds those that a name must contain.
  enum class Focus { list, filter, path, name };

  // --- visit.cpp ---
  void start(const Settings& settings);
  void visit(const std::filesystem::path& path, std::string select = {});  // a folder is shown, a file chosen
  void visit_typed();
  void go_up();
  void reload();
  void show_recent();
  void show_bundled();
  std::string path_text() const;
  std::filesystem::path typed_base() const;
  bool wanted(const FileEntry& file) const;

  // --- chooser.cpp ---
  void complete();
  void save_under_name();
  void choose_save(const std::filesystem::path& path);
  void open_chosen();    // or what is typed
  void choose_folder();  // the one that is chosen in the one shown, or else that itself

  // --- keys.cpp ---
  void take(std::vector<ChooserItem> found, const std::string& select);
  void set_filter(std::string letters);  // all items are shown again when empty
  void show_matches(const std::string& select);
  void sort_again();
  std::vector<int> chosen_indices() const;
  void choose_only(int index);
  void move(Move move, bool extend);
  void leave_field();                   // keys go to the list (or the name) again, and nothing is filtered
  void typed(const std::string& text);  // letters arrived while the list had the keys
  void handle(const std::vector<KeyPress>& keys);

  // --- frame.cpp ---
  void draw(Ui& ui, const Rect& screen);
  void draw_places(Ui& ui, const Rect& area);
  void draw_path(Ui& ui, const Rect& area);
  void draw_crumbs(Ui& ui, const Rect& area);

  // --- foot.cpp ---
  float draw_foot(Ui& ui, const Rect& area);  // returns where it begins
  std::string sentence(Ui& ui) const;
  float draw_sentence(Ui& ui, const Rect& area, bool draw_it) const;
  std::string summary() const;

  // --- grid.cpp ---
  void draw_grid(Ui& ui, const Rect& area);
  void draw_cell(Ui& ui, const Rect& cell, int index);
  void clicked(int index, bool twice);

  Worker& worker;
  Thumbnails thumbnails;

  bool open = false;
  FileUse use = FileUse::open;  // what is asked for
  bool saving() const { return saves(use); }
  bool arrays() const { return is_array(use); }
  bool wants_folder() const { return use == FileUse::open_folder; }
  bool wants_text() const { return use == FileUse::open_text; }
  bool wants_weights() const { return use == FileUse::open_weights; }
  bool saves_others() const { return use == FileUse::save_handout || use == FileUse::save_table; }
  bool wants_others() const { return wants_text() || wants_weights() || saves_others(); }  // nothing here draws them
  bool anything() const { return use == FileUse::open; }  // pictures and scenes, from wherever they are known
  // What is written and what a click takes the name of.
  FileKind saved_kind() const {
    return arrays() ? FileKind::picture : saves_others() ? FileKind::other : FileKind::scene;
  }
  Where where = Where::folder;
  std::filesystem::path folder, home;
  std::vector<std::filesystem::path> recent;
  std::vector<PlaceFolder> places;
  std::vector<ChooserItem> all;    // what is in the folder
  std::vector<ChooserItem> items;  // those of them that are shown
  std::string filter;              // letters that the shown names contain, upper and lower case alike
  SortBy sort = SortBy::name;

  std::vector<char> chosen;  // one an item
  int cursor = -1, anchor = -1;
  int columns = 1, rows_a_page = 1;  // as drawn last
  bool reveal = false, to_top = false;

  Focus focus = Focus::list;
  TextField path_field, name_field;
  bool field_reverts = false;       // Dear ImGui puts its old text back in this frame, on Escape
  std::string visited_text;         // what was typed when Enter was pressed last
  std::filesystem::path replacing;  // waits for a yes; empty: nothing does
  std::string problem;              // the sentence to show
  long long visits = 0;             // answers to older ones are dropped
  bool visiting = false;
  double visiting_since = 0.0;
  std::optional<FileChoice> choice;
};

}  // namespace flatscope
