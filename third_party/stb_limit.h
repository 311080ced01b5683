/* A ceiling on what stb may allocate at once, so that a damaged picture can't ask for more memory than its size in
   pixels explains. Per thread; 0 takes the ceiling away. */
#ifndef FLATSCOPE_STB_LIMIT_H
#define FLATSCOPE_STB_LIMIT_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

void flatscope_stb_limit(size_t bytes);

#ifdef __cplusplus
}
#endif

#endif
