package dev.holdline.wrap;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jnr.ffi.Library;
import jnr.ffi.mapper.FunctionMapper;
import org.jspecify.annotations.Nullable;

/**
 * Which function of C stands behind a method: that of its name, unless a {@link FunctionMapper}
 * says otherwise. Thread-safe.
 */
public final class FunctionNames {
  /** Each method has the name of its function. */
  public static final FunctionNames AS_DECLARED = new FunctionNames(null);

  private final @Nullable FunctionMapper mapper;
  private final Map<Declared, String> bound = new ConcurrentHashMap<>();

  /** What a mapper may go by. */
  private record Declared(String name, List<Annotation> annotations) {}

  private FunctionNames(@Nullable FunctionMapper mapper) {
    this.mapper = mapper;
  }

  /** Returns the names that a mapper gives. */
  public static FunctionNames of(FunctionMapper mapper) {
    return new FunctionNames(mapper);
  }

  /**
   * Returns a mapper to load the library with: it asks this one, and notes the answers. A mapper
   * may look whether the library has a function, which only JNR-FFI can tell it, so an answer that
   * JNR-FFI got counts more than one that is asked for here.
   */
  public FunctionMapper noting() {
    return (name, context) -> {
      String mapped = mapped(name, context);
      if (context != null && mapped != null) {
        bound.put(new Declared(name, List.copyOf(context.getAnnotations())), mapped);
      }
      return mapped;
    };
  }

  /** Returns the name of a method's function. */
  String of(Method method) {
    List<Annotation> annotations = List.of(method.getAnnotations());
    String noted = bound.get(new Declared(method.getName(), annotations));
    String name = noted == null ? mapped(method.getName(), new Asked(annotations)) : noted;
    return name == null ? method.getName() : name;
  }

  private @Nullable String mapped(String name, FunctionMapper.@Nullable Context context) {
    return mapper == null ? name : mapper.mapFunctionName(name, context);
  }

  /** What a mapper is told when it is asked without the library. */
  private record Asked(List<Annotation> annotations) implements FunctionMapper.Context {
    @Override
    @SuppressWarnings({"deprecation", "NullAway"}) // JNR-FFI, too, has none to give
    public Library getLibrary() {
      return null;
    }

    /** Libc has all functions that Holdline knows; others do not matter here. */
    @Override
    public boolean isSymbolPresent(String name) {
      return Functions.isKnown(name);
    }

    @Override
    public Collection<Annotation> getAnnotations() {
      return annotations;
    }
  }
}
