/* What libexif's own build would find out; its words are left in English. */
#define GETTEXT_PACKAGE "libexif"
